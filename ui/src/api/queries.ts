import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { TimeSearch } from "../search.ts";
import { client, isPassing } from "./client.ts";
import { boundsOf } from "./list-filters.ts";
import type { Page } from "./types.ts";

/** How often what may change is asked again, in milliseconds. */
export const liveEvery = 4000;

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
  queryFn: ({ signal }) => client.projects(signal),
});

/** The newest trace of all, to know whether there is any. */
export function newestQuery(project: string) {
  return queryOptions({
    queryKey: [project, "newest"],
    queryFn: ({ signal }) => client.project(project).get("traces", { from: "0", limit: 1 }, signal),
    refetchInterval: (query) => (query.state.data?.items.length ? false : 1500),
  });
}

/** What began since a moment in ISO 8601, as soon as something did. */
export function arrivedQuery(project: string, since: string) {
  return queryOptions({
    queryKey: [project, "arrived", since],
    queryFn: ({ signal }) => client.project(project).get("traces", { from: since, limit: 1 }, signal),
    refetchInterval: (query) => (query.state.data?.items.length ? false : 1500),
  });
}

export function spanQuery(project: string, traceId: string, spanId: string) {
  return queryOptions({
    queryKey: [project, "span", traceId, spanId],
    queryFn: ({ signal }) => client.project(project).get("spans/:traceId/:spanId", { traceId, spanId }, signal),
    refetchInterval: (query) => (query.state.data?.status === "running" ? 2000 : false),
  });
}

/** Where each fact of a span came from. */
export function explanationQuery(project: string, traceId: string, spanId: string) {
  return queryOptions({
    queryKey: [project, "explanation", traceId, spanId],
    queryFn: async ({ signal }) => {
      const asked = { traceId, spanId, explain: "1" } as const;
      const { explain = {} } = await client.project(project).get("spans/:traceId/:spanId", asked, signal);
      return { explain };
    },
  });
}

type AskFrom<Answered> = (cursor: string | null, signal: AbortSignal) => Promise<Answered>;

function pagesOptions<One>(queryKey: readonly unknown[], ask: AskFrom<Page<One>>) {
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => ask(pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}

const byTime = { order: "asc", limit: 500 } as const;

/** The log records of one span. */
export const spanLogsQuery = (project: string, traceId: string, spanId: string) =>
  pagesOptions([project, "logs", traceId, spanId], (cursor, signal) =>
    client.project(project).get("traces/:traceId/logs", { traceId, span: spanId, ...byTime, cursor }, signal),
  );

export const logsQuery = (project: string, traceId: string) =>
  pagesOptions([project, "logs", traceId], (cursor, signal) =>
    client.project(project).get("traces/:traceId/logs", { traceId, ...byTime, cursor }, signal),
  );

export const metricsQuery = (project: string, traceId: string) =>
  pagesOptions([project, "metrics", traceId], (cursor, signal) =>
    client.project(project).get("traces/:traceId/metrics", { traceId, ...byTime, cursor }, signal),
  );

export function sessionQuery(project: string, sessionId: string) {
  return queryOptions({
    queryKey: [project, "session", sessionId],
    queryFn: ({ signal }) => client.project(project).get("sessions/:sessionId", { sessionId }, signal),
    refetchInterval: (query) => (query.state.data?.session.status === "running" ? liveEvery : false),
  });
}

/** The models that were called most. */
export function modelsQuery(project: string, time: TimeSearch) {
  return queryOptions({
    queryKey: [project, "models", time],
    queryFn: ({ signal }) =>
      client.project(project).get("models", { ...boundsOf(time, Date.now()), limit: 100 }, signal),
  });
}

export function ingestQuery(project: string, time: TimeSearch) {
  return infiniteQueryOptions({
    queryKey: [project, "ingest", time],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      client.project(project).get("ingest", { ...boundsOf(time, Date.now()), limit: 100, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (time.live !== "off" && (query.state.data?.pages.length ?? 0) <= 1 ? liveEvery : false),
  });
}
