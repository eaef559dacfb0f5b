import { queryOptions } from "@tanstack/react-query";
import type { Given, Item } from "../../../receiver/src/client/routes.ts";
import type { TimeSearch } from "../search.ts";
import { client } from "./client.ts";
import { type Bounds, boundsOf } from "./list-filters.ts";

/** How often sums are asked again while the page follows what comes in, in milliseconds. */
const sumsEvery = 10_000;

export type Usage = Item<"usage">;
export type Narrowing = Omit<Given<"errors">, "from" | "to" | "sort" | "order" | "limit" | "cursor">;
export type UsageGiven = Omit<Given<"usage">, "from" | "to">;

export interface UsageAnswer {
  readonly items: readonly Usage[];
  readonly isCut: boolean;
  /** Milliseconds since 1970; 0 where it is all that ever was. */
  readonly from: number;
  readonly to: number;
}

type Key = readonly [project: string, question: string, time: unknown, ...given: unknown[]];

/**
 * What holds for all questions about a time: they follow it while it is live, and while the answer for another time is
 * waited for, the last one is shown. The answer to another question is none.
 */
export function timeOptions(queryKey: Key, { live, to }: TimeSearch) {
  const asked = withoutTime(queryKey);
  return {
    queryKey,
    refetchInterval: live !== "off" && to === undefined ? sumsEvery : (false as const),
    placeholderData: <Data>(last: Data | undefined, query: { readonly queryKey: readonly unknown[] } | undefined) =>
      query && withoutTime(query.queryKey) === asked ? last : undefined,
  };
}

const withoutTime = ([project, question, _time, ...given]: readonly unknown[]) =>
  JSON.stringify([project, question, ...given]);

/** Sums over the time that is looked at. */
export function usageQuery(project: string, time: TimeSearch, given: UsageGiven) {
  return queryOptions({
    ...timeOptions([project, "usage", timeOf(time), given], time),
    queryFn: async ({ signal }): Promise<UsageAnswer> => {
      const now = Date.now();
      return usageWithin(project, boundsOf(time, now), given, now, signal);
    },
  });
}

/** The same over as much time just before; nothing where there is no before. */
export function usageBeforeQuery(project: string, time: TimeSearch, given: UsageGiven) {
  return queryOptions({
    ...timeOptions([project, "usage before", timeOf(time), given], time),
    queryFn: async ({ signal }): Promise<UsageAnswer | null> => {
      const now = Date.now();
      const before = boundsBefore(boundsOf(time, now), now);
      return before && usageWithin(project, before, given, now, signal);
    },
  });
}

/** What of a time decides what is asked. */
export const timeOf = ({ last, from, to }: TimeSearch) => ({ last, from, to });

/** This moment, as far away as the range is long. Open ends have no before. */
export function boundsBefore({ from, to }: Bounds, now: number): Bounds | null {
  if (from === "0") return null;
  const begins = Date.parse(from);
  const length = (to === undefined ? now : Date.parse(to)) - begins;
  return { from: new Date(begins - length).toISOString(), to: from };
}

async function usageWithin(project: string, bounds: Bounds, given: UsageGiven, now: number, signal: AbortSignal) {
  const { items, isCut } = await client.project(project).get("usage", { ...given, ...bounds }, signal);
  const from = bounds.from === "0" ? 0 : Date.parse(bounds.from);
  return { items, isCut, from, to: bounds.to === undefined ? now : Date.parse(bounds.to) };
}
