import type { Given } from "../../../receiver/src/client/routes.ts";
import { defaultRange, type ListSearch, ranges, type TimeSearch } from "../search.ts";

/** What a page's URL says, as lists are asked for it. `now` is in milliseconds; a range ends with it, open at the end. */
export function listFilters(question: ListSearch, now: number): Given<"traces"> {
  const { last: _, live: __, cols: ___, pick: ____, attr = [], meta = [], ...search } = question;
  return { ...search, ...byKey("attr.", attr), ...byKey("meta.", meta), ...boundsOf(question, now) };
}

/** The same without an order: what is counted and summed has none. */
export function countFilters(question: ListSearch, now: number) {
  const { sort: _, order: __, ...search } = question;
  const { sort: ___, order: ____, limit: _____, cursor: ______, ...given } = listFilters(search, now);
  return given;
}

type Keyed<Prefix extends string> = Readonly<Record<`${Prefix}${string}`, readonly string[]>>;

function byKey<Prefix extends "attr." | "meta.">(prefix: Prefix, pairs: readonly string[]): Keyed<Prefix> {
  const found = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const key = `${prefix}${pair.slice(0, at)}`;
    found.set(key, [...(found.get(key) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries(found) as Readonly<Record<string, readonly string[]>> as Keyed<Prefix>;
}

export interface Bounds {
  readonly from: string;
  readonly to?: string;
}

/** Without `from` the receiver answers for the last day, so "all" says 0. */
export function boundsOf({ last = defaultRange, from, to }: TimeSearch, now: number): Bounds {
  if (from !== undefined || to !== undefined) return { from: from ?? "0", ...(to !== undefined && { to }) };
  return { from: last === "all" ? "0" : new Date(now - ranges[last] * 1000).toISOString() };
}
