import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Session } from "../../../receiver/src/model/session.ts";
import { client } from "../api/client.ts";
import { liveEvery } from "../api/queries.ts";
import type { SaidBlock } from "./said-blocks.ts";

/** Of spans with what was said. */
export const pageSize = 200;

/** The spans of a session with what was said in them, by start. */
export function sessionSpansQuery(project: string, { sessionId, startTime, endTime, status }: Session) {
  return infiniteQueryOptions({
    queryKey: [project, "session-spans", sessionId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const to = endTime === null ? null : String(BigInt(endTime) + 1n);
      const whole = { content: "full", sort: "start", order: "asc", limit: pageSize } as const;
      const asked = { session: [sessionId], from: startTime, to, ...whole, cursor: pageParam };
      return client.project(project).get("spans", asked, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    // What was said is much: a long session is asked again only by who reads it anew.
    refetchInterval: ({ state }) => (status === "running" && (state.data?.pages.length ?? 0) <= 1 ? liveEvery : false),
  });
}

/** The same without what was said: a thousand at a time. */
export function stepsQuery(project: string, { sessionId, startTime, endTime }: Session) {
  return infiniteQueryOptions({
    queryKey: [project, "session-steps", sessionId],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const to = endTime === null ? null : String(BigInt(endTime) + 1n);
      const asked = { session: [sessionId], from: startTime, to, sort: "start", order: "asc", limit: 1000 } as const;
      return client.project(project).get("spans", { ...asked, cursor: pageParam }, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 60_000,
  });
}

/** What models and tools said in a part of a session. */
export function saidBlockQuery(project: string, { sessionId }: Session, { from, to }: SaidBlock) {
  return queryOptions({
    queryKey: [project, "session-said", sessionId, from, to],
    queryFn: ({ signal }) => {
      const whole = { content: "full", sort: "start", order: "asc", limit: pageSize } as const;
      const asked = { session: [sessionId], kind: ["llm", "tool"], from, to, ...whole } as const;
      return client.project(project).get("spans", asked, signal);
    },
    staleTime: 60_000,
  });
}

export function sessionFindingsQuery(project: string, { sessionId, status }: Session) {
  return queryOptions({
    queryKey: [project, "session-findings", sessionId],
    queryFn: ({ signal }) => client.project(project).get("sessions/:sessionId/findings", { sessionId }, signal),
    refetchInterval: status === "running" ? 5000 : false,
  });
}
