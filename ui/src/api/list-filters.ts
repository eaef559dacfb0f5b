import type { Given } from "../../../receiver/src/client/routes.ts";
import { defaultRange, type ListSearch, type Range, ranges } from "../search.ts";

export type ListQuestion = ListSearch & { readonly session?: string };

/** What a page's URL says, as lists are asked for it. `now` is in milliseconds; a range ends with it, open at the end. */
export function listFilters({ last, attr, live: _, ...search }: ListQuestion, now: number): Given<"traces"> {
  return { ...search, ...byKey(attr ?? []), from: fromOf(last, now) };
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

/** Without `from` the receiver answers for the last day, so "all" says 0. */
export function fromOf(range: Range | undefined, now: number): string {
  const last = range ?? defaultRange;
  return last === "all" ? "0" : new Date(now - ranges[last] * 1000).toISOString();
}
