import type { Given } from "../../../receiver/src/client/routes.ts";
import { defaultRange, type ListSearch, ranges, type TimeSearch } from "../search.ts";

export type ListQuestion = ListSearch & { readonly session?: string };

/** What a page's URL says, as lists are asked for it. `now` is in milliseconds; a range ends with it, open at the end. */
export function listFilters(question: ListQuestion, now: number): Given<"traces"> {
  const { last: _, live: __, attr, ...search } = question;
  return { ...search, ...byKey(attr ?? []), ...boundsOf(question, now) };
}

function byKey(pairs: readonly string[]): Readonly<Record<`attr.${string}`, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const key = `attr.${pair.slice(0, at)}`;
    found.set(key, [...(found.get(key) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries(found);
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
