import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import type { ListSearch, Range } from "../search.ts";
import { addresses } from "./addresses.ts";
import { getJson, isPassing } from "./request.ts";
import type {
  CalledModel,
  ExplainedSpan,
  IngestHealth,
  Log,
  Page,
  Point,
  Project,
  TracePage,
  WholeTrace,
} from "./types.ts";

/** How often what may change is asked again, in milliseconds. */
const liveEvery = 4000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        // Without end: what could not be asked is tried again until it can, and said meanwhile.
        retry: (_, error) => isPassing(error),
        retryDelay: (failures) => Math.min(liveEvery, 500 * 2 ** failures),
      },
    },
  });
}

export const projectsQuery = queryOptions({
  queryKey: ["projects"],
  queryFn: ({ signal }) => getJson<Page<Project>>(addresses.projects(), signal),
});

/** The newest trace of all, to know whether there is any. */
export function newestQuery(project: string) {
  return queryOptions({
    queryKey: [project, "newest"],
    queryFn: ({ signal }) => getJson<Page<Trace>>(addresses.newest(project), signal),
    refetchInterval: (query) => (query.state.data?.items.length ? false : 1500),
  });
}

type ListQuestion = ListSearch & { readonly session?: string };

function listOptions<Item>(project: string, noun: "traces" | "sessions", search: ListQuestion) {
  return infiniteQueryOptions({
    queryKey: [project, noun, search],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Item>>(
        addresses.list(project, noun, { search, now: Date.now(), limit: 50, cursor: pageParam }),
        signal,
      ),
    getNextPageParam: (page) => page.nextCursor,
    // With more pages open, asking all of them again would move what is being read.
    refetchInterval: (query) =>
      search.live !== "off" && (query.state.data?.pages.length ?? 0) <= 1 ? liveEvery : false,
  });
}

export type ListOptions<Item> = ReturnType<typeof listOptions<Item>>;

export const tracesQuery = (project: string, search: ListQuestion) => listOptions<Trace>(project, "traces", search);
export const sessionsQuery = (project: string, search: ListSearch) => listOptions<Session>(project, "sessions", search);

/** All spans of a trace, page by page, without messages; a running one is asked again. */
export function traceQuery(project: string, traceId: string) {
  return queryOptions({
    queryKey: [project, "trace", traceId],
    queryFn: ({ signal }) => wholeTrace(project, traceId, signal),
    refetchInterval: (query) => {
      const trace = query.state.data?.trace;
      return trace?.status === "running" ? Math.max(2000, trace.spanCount) : false;
    },
  });
}

async function wholeTrace(project: string, traceId: string, signal: AbortSignal): Promise<WholeTrace> {
  let page = await getJson<TracePage>(addresses.trace(project, traceId, null), signal);
  const spans: Span[] = [...page.spans];
  while (page.nextCursor !== null) {
    page = await getJson<TracePage>(addresses.trace(project, traceId, page.nextCursor), signal);
    for (const span of page.spans) spans.push(span);
  }
  return { trace: page.trace, spans };
}

export function spanQuery(project: string, traceId: string, spanId: string) {
  return queryOptions({
    queryKey: [project, "span", traceId, spanId],
    queryFn: ({ signal }) => getJson<Span>(addresses.span(project, traceId, spanId), signal),
    refetchInterval: (query) => (query.state.data?.status === "running" ? 2000 : false),
  });
}

/** Where each fact of a span came from. */
export function explanationQuery(project: string, traceId: string, spanId: string) {
  return queryOptions({
    queryKey: [project, "explanation", traceId, spanId],
    queryFn: ({ signal }) => getJson<ExplainedSpan>(addresses.explainedSpan(project, traceId, spanId), signal),
  });
}

function ofTraceOptions<Item>(project: string, traceId: string, noun: "logs" | "metrics") {
  return infiniteQueryOptions({
    queryKey: [project, noun, traceId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Item>>(addresses.ofTrace(project, traceId, noun, pageParam), signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The log records of one span. */
export function spanLogsQuery(project: string, traceId: string, spanId: string) {
  return infiniteQueryOptions({
    queryKey: [project, "logs", traceId, spanId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      getJson<Page<Log>>(addresses.ofSpan(project, { traceId, spanId, cursor: pageParam }), signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export const logsQuery = (project: string, traceId: string) => ofTraceOptions<Log>(project, traceId, "logs");
export const metricsQuery = (project: string, traceId: string) => ofTraceOptions<Point>(project, traceId, "metrics");

export function sessionQuery(project: string, sessionId: string) {
  return queryOptions({
    queryKey: [project, "session", sessionId],
    queryFn: ({ signal }) => getJson<{ session: Session }>(addresses.session(project, sessionId), signal),
    refetchInterval: (query) => (query.state.data?.session.status === "running" ? liveEvery : false),
  });
}

/** The models that were called most. */
export function modelsQuery(project: string, range: Range | undefined) {
  return queryOptions({
    queryKey: [project, "models", range],
    queryFn: ({ signal }) => getJson<Page<CalledModel>>(addresses.models(project, range, Date.now()), signal),
  });
}

export function ingestQuery(project: string, range: Range | undefined) {
  return infiniteQueryOptions({
    queryKey: [project, "ingest", range],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      getJson<IngestHealth>(addresses.ingest(project, { range, now: Date.now(), cursor: pageParam }), signal),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 1 ? liveEvery : false),
  });
}
