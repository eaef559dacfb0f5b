import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Item } from "../../../receiver/src/client/routes.ts";
import type { RuleCount } from "../../../receiver/src/model/finding.ts";
import type { EntityPlace } from "../paths.ts";
import type { ListSearch, TimeSearch } from "../search.ts";
import type { EntitiesSearch, FindingSearch } from "../sum-search.ts";
import { client } from "./client.ts";
import { boundsOf, listFilters } from "./list-filters.ts";
import { type Narrowing, timeOf, timeOptions } from "./usage-queries.ts";

export type Entity = Item<"agents">;
export type ErrorShape = Item<"errors">;
export type KeptFinding = Exclude<Item<"findings">, RuleCount>;

/** Today, this week, this month, and what the month will cost, by the viewer's clocks. */
export function forecastQuery(project: string, narrowing: Narrowing, time: TimeSearch) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return queryOptions({
    ...timeOptions([project, "forecast", null, narrowing], time),
    queryFn: ({ signal }) => client.project(project).get("usage/forecast", { ...narrowing, zone }, signal),
  });
}

/** What caches saved by model, and the calls that broke with a prompt before. */
export function cacheQuery(project: string, time: TimeSearch, narrowing: Narrowing) {
  return queryOptions({
    ...timeOptions([project, "cache", timeOf(time), narrowing], time),
    queryFn: ({ signal }) => {
      const asked = { ...narrowing, ...boundsOf(time, Date.now()), groupBy: "model", breaks: 5 } as const;
      return client.project(project).get("usage/cache", asked, signal);
    },
    // It reads what was said: not as often as sums.
    refetchInterval: false,
  });
}

export function ruleCountsQuery(project: string, time: TimeSearch) {
  return queryOptions({
    ...timeOptions([project, "rule counts", timeOf(time)], time),
    queryFn: async ({ signal }) => {
      const asked = { ...boundsOf(time, Date.now()), groupBy: "rule" } as const;
      const { items } = await client.project(project).get("findings", asked, signal);
      return items.filter((item): item is RuleCount => "findings" in item);
    },
  });
}

export function findingsQuery(project: string, { rule, severity, agent, ...time }: FindingSearch) {
  return infiniteQueryOptions({
    queryKey: [project, "findings", timeOf(time), rule, severity, agent],
    initialPageParam: null as string | null,
    queryFn: async ({ signal, pageParam: cursor }) => {
      const asked = { ...boundsOf(time, Date.now()), rule, severity, agent, limit: 50, cursor };
      const { items, nextCursor } = await client.project(project).get("findings", asked, signal);
      return { items: items.filter((item): item is KeptFinding => "severity" in item), nextCursor };
    },
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The shapes of failures that came most. */
export function topErrorsQuery(project: string, time: TimeSearch, narrowing: Narrowing, limit: number) {
  return queryOptions({
    ...timeOptions([project, "top errors", timeOf(time), narrowing, limit], time),
    queryFn: ({ signal }) =>
      client.project(project).get("errors", { ...narrowing, ...boundsOf(time, Date.now()), limit }, signal),
  });
}

/** Models of whose calls nobody knows the cost. */
export function unpricedQuery(project: string, time: TimeSearch) {
  return queryOptions({
    ...timeOptions([project, "unpriced", timeOf(time)], time),
    queryFn: ({ signal }) =>
      client.project(project).get("models", { ...boundsOf(time, Date.now()), priced: "unknown", limit: 20 }, signal),
  });
}

/** What runs now, whenever it began. */
export function runningQuery(project: string, live: boolean) {
  return queryOptions({
    queryKey: [project, "running sessions"],
    queryFn: ({ signal }) =>
      client.project(project).get("sessions", { status: "running", from: "0", limit: 8 }, signal),
    refetchInterval: live ? 4000 : false,
  });
}

/** The newest sessions that something was part of. */
export function recentSessionsQuery(project: string, search: ListSearch, limit: number) {
  return queryOptions({
    ...timeOptions([project, "recent sessions", search, limit], search),
    queryFn: ({ signal }) =>
      client.project(project).get("sessions", { ...listFilters(search, Date.now()), limit }, signal),
  });
}

export function recentTracesQuery(project: string, search: ListSearch, limit: number) {
  return queryOptions({
    ...timeOptions([project, "recent traces", search, limit], search),
    queryFn: ({ signal }) =>
      client.project(project).get("traces", { ...listFilters(search, Date.now()), limit }, signal),
  });
}

/** What occurs among the calls that are asked for, and how often. */
export function facetsQuery(project: string, time: TimeSearch, narrowing: Narrowing) {
  return queryOptions({
    ...timeOptions([project, "facets of calls", timeOf(time), narrowing], time),
    queryFn: ({ signal }) =>
      client.project(project).get("facets", { ...narrowing, ...boundsOf(time, Date.now()), of: "spans" }, signal),
    refetchInterval: false,
  });
}

/** One row for each agent, tool, user, model or shape of an error. */
export function entitiesQuery(project: string, place: EntityPlace, search: EntitiesSearch) {
  // No list of these counts the failed steps of a whole.
  const { priced, live: _, minErrors: __, ...question } = search;
  return infiniteQueryOptions({
    queryKey: [project, "entities", place, question, priced],
    initialPageParam: null as string | null,
    queryFn: async ({ signal, pageParam: cursor }) => {
      const given = { ...listFilters(question, Date.now()), limit: 100, cursor };
      if (place === "models") return client.project(project).get("models", { ...given, priced }, signal);
      return client.project(project).get(place, given, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (search.live !== "off" && (query.state.data?.pages.length ?? 0) <= 1 ? 10_000 : false),
  });
}
