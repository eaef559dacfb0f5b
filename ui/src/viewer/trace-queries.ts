import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { readSpanIds, type SpanIds } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { client } from "../api/client.ts";
import { layOutApart } from "./lay-out-apart.ts";
import type { Layout } from "./layout.ts";

const path = "traces/:traceId/skeleton";

/** What is told of a trace as a whole. */
export function traceQuery(project: string, traceId: string) {
  return queryOptions({
    queryKey: [project, "trace", traceId],
    queryFn: async ({ signal }) => {
      const asked = { traceId, content: "none", limit: 1 } as const;
      return (await client.project(project).get("traces/:traceId", asked, signal)).trace;
    },
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 2000 : false),
  });
}

/** Spans with what was said in them, by start. */
export function callsQuery(project: string, traceId: string) {
  return infiniteQueryOptions({
    queryKey: [project, "calls", traceId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const asked = { traceId, content: "full", limit: 200, cursor: pageParam } as const;
      return client.project(project).get("traces/:traceId", asked, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** How long a trace is kept after it was left, in milliseconds: a large one takes a hundred megabytes. */
const keptFor = 30_000;

/** How often what runs is asked again, in milliseconds: a large trace less often. */
function askedAgainAfter(layout: Layout): number | false {
  return layout.running > 0 ? Math.max(2000, layout.rows / 10) : false;
}

/**
 * All spans of a trace, laid out. At first without their ids, which are half of the bytes and not needed to draw;
 * asked again, with them, so that what is folded and selected stays so.
 */
export function layoutQuery(project: string, traceId: string) {
  return queryOptions({
    queryKey: [project, "layout", traceId],
    queryFn: async ({ signal, client: cache, queryKey }) => {
      const before = cache.getQueryData<LaidOut>(queryKey);
      const ids = before === undefined ? "0" : "1";
      const response = await client.project(project).open(path, { traceId, ids }, { signal });
      const tag = response.headers.get("etag");
      if (before !== undefined && tag !== null && tag === before.tag) {
        await response.body?.cancel();
        return before;
      }
      return { tag, layout: await layOutApart(new Uint8Array(await response.arrayBuffer())) } satisfies LaidOut;
    },
    structuralSharing: false,
    gcTime: keptFor,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data ? askedAgainAfter(state.data.layout) : false),
  });
}

interface LaidOut {
  readonly tag: string | null;
  readonly layout: Layout;
}

/** The ids of the rows of one version of a trace. */
export function spanIdsQuery(project: string, traceId: string, version: string | undefined) {
  return queryOptions({
    queryKey: [project, "span-ids", traceId, version],
    queryFn: async ({ signal }): Promise<SpanIds> => {
      const response = await client.project(project).open(path, { traceId, ids: "only" }, { signal });
      return readSpanIds(new Uint8Array(await response.arrayBuffer()));
    },
    structuralSharing: false,
    gcTime: keptFor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where the time went, and the critical path. */
export function timingQuery(project: string, traceId: string, isRunning: boolean) {
  return queryOptions({
    queryKey: [project, "timing", traceId],
    queryFn: ({ signal }) => client.project(project).get("traces/:traceId/timing", { traceId }, signal),
    refetchInterval: isRunning ? 5000 : false,
  });
}

export function findingsQuery(project: string, traceId: string, isRunning: boolean) {
  return queryOptions({
    queryKey: [project, "findings", traceId],
    queryFn: ({ signal }) => client.project(project).get("traces/:traceId/findings", { traceId }, signal),
    refetchInterval: isRunning ? 5000 : false,
  });
}

/** Spans of a trace, or of several that are laid out as one, in which the words stand, in messages, tool calls, errors or attributes, each with where. */
export function saidQuery(
  project: string,
  { traceId, origin, extent }: Pick<Layout, "traceId" | "origin" | "extent">,
  words: string,
) {
  return infiniteQueryOptions({
    queryKey: [project, "said", traceId, words, extent],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const to = String(BigInt(origin) + BigInt(Math.ceil(extent)) + 1n);
      const trace = traceId === "" ? null : [traceId];
      const asked = { trace, q: [words], from: origin, to, limit: 100, cursor: pageParam } as const;
      return client.project(project).get("search", asked, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    enabled: words.length > 2,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
