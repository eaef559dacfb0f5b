import { infiniteQueryOptions, type Query, queryOptions } from "@tanstack/react-query";
import type { Item } from "../../../receiver/src/client/routes.ts";
import type { ListSearch } from "../search.ts";
import { client } from "./client.ts";
import { countFilters, listFilters } from "./list-filters.ts";
import { liveEvery } from "./queries.ts";
import type { Page } from "./types.ts";

export type ListNoun = "sessions" | "traces";

type AskPage<One> = (given: PageGiven, signal: AbortSignal) => Promise<Page<One>>;
type PageGiven = ReturnType<typeof listFilters> & { readonly limit: number; readonly cursor: string | null };

interface Asked<One> {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
  readonly ask: AskPage<One>;
}

const pageLength = 50;

/** How a list is shown, and which rows are selected, changes nothing of what is asked. */
function questionOf({ cols: _, pick: __, live: ___, ...question }: ListSearch): ListSearch {
  return question;
}

function listOptions<One>({ project, noun, search, ask }: Asked<One>) {
  const question = questionOf(search);
  return infiniteQueryOptions({
    queryKey: [project, noun, question],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      ask({ ...listFilters(question, Date.now()), limit: pageLength, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.nextCursor,
    // With more pages open, asking all of them again would move what is being read.
    refetchInterval: (query) =>
      search.live !== "off" && (query.state.data?.pages.length ?? 0) <= 1 ? liveEvery : false,
  });
}

/** The first page as it is by now, beside the list that holds still. */
function newestOptions<One>({ project, noun, search, ask }: Asked<One>) {
  const question = questionOf(search);
  return queryOptions({
    queryKey: [project, noun, "newest", question],
    queryFn: ({ signal }) => ask({ ...listFilters(question, Date.now()), limit: pageLength, cursor: null }, signal),
    refetchInterval: liveEvery,
  });
}

export interface ListQueries<One> {
  readonly list: ReturnType<typeof listOptions<One>>;
  readonly newest: ReturnType<typeof newestOptions<One>>;
}

const askSessions =
  (project: string): AskPage<Item<"sessions">> =>
  (given, signal) =>
    client.project(project).get("sessions", given, signal);
const askTraces =
  (project: string): AskPage<Item<"traces">> =>
  (given, signal) =>
    client.project(project).get("traces", given, signal);

export const tracesQuery = (project: string, search: ListSearch) =>
  listOptions({ project, noun: "traces", search, ask: askTraces(project) });

export function sessionLists(project: string, search: ListSearch): ListQueries<Item<"sessions">> {
  const asked = { project, noun: "sessions", search, ask: askSessions(project) } as const;
  return { list: listOptions(asked), newest: newestOptions(asked) };
}

export function traceLists(project: string, search: ListSearch): ListQueries<Item<"traces">> {
  const asked = { project, noun: "traces", search, ask: askTraces(project) } as const;
  return { list: listOptions(asked), newest: newestOptions(asked) };
}

/** What was told before stays in sight until the answer comes. */
const ofSameProject =
  (project: string) =>
  <Told>(before: Told | undefined, asked: Pick<Query, "queryKey"> | undefined) =>
    asked?.queryKey[0] === project ? before : undefined;

/** Sums over all that a list holds, and over its facets, need not be as quick as the list. */
const sumEvery = 5 * liveEvery;

export function totalsQuery(project: string, of: ListNoun, search: ListSearch) {
  const { sort: _, order: __, ...question } = questionOf(search);
  return queryOptions({
    queryKey: [project, "totals", of, question],
    queryFn: ({ signal }) =>
      client.project(project).get("usage", { of, ...countFilters(question, Date.now()) }, signal),
    select: ({ items }) => items[0],
    placeholderData: ofSameProject(project),
    refetchInterval: search.live === "off" ? false : sumEvery,
  });
}

export function facetsQuery(project: string, of: ListNoun, search: ListSearch) {
  const { sort: _, order: __, ...question } = questionOf(search);
  return queryOptions({
    queryKey: [project, "facets", of, question],
    queryFn: ({ signal }) =>
      client.project(project).get("facets", { of, ...countFilters(question, Date.now()) }, signal),
    placeholderData: ofSameProject(project),
    staleTime: sumEvery,
    refetchInterval: search.live === "off" ? false : sumEvery,
  });
}
