import type { Span } from "../../model/span.ts";
import { QueryTooLarge } from "../engine-errors.ts";
import type { Store } from "../store.ts";
import type { InTraces } from "./conditions.ts";
import type { SpanFilters } from "./filters.ts";
import { findSpans, rangeOf } from "./find-spans.ts";
import type { PageQuery } from "./page.ts";

export interface Searched {
  readonly items: readonly Span[];
  readonly nextCursor: string | null;
  /** Unix nanoseconds: what began before was not looked through. */
  readonly from: bigint;
  /** Whether less was looked through than was asked for, because it took too long. */
  readonly isCut: boolean;
}

/** How far back to look when all is too much, and for how long: the last is the newest hour. */
const hour = 3_600_000_000_000n;
const looks = [
  { back: undefined, seconds: 6 },
  { back: 24n * hour, seconds: 2 },
  { back: hour, seconds: 2 },
] as const;

/** Spans that hold what is searched for, whole, newest first. Where the range is too much, only the newest of it. */
export async function searchSpans(
  store: Store,
  filters: SpanFilters & InTraces,
  page: PageQuery,
  now: bigint,
): Promise<Searched> {
  const { range } = filters;
  const newest = range.to < now ? range.to : now;
  for (const { from, seconds } of looksOf(filters, page, newest)) {
    try {
      const found = await findSpans(bounded(store, seconds), { ...filters, range: { ...range, from } }, page, "full");
      return { ...found, from, isCut: from > range.from };
    } catch (error) {
      if (!(error instanceof QueryTooLarge)) throw error;
    }
  }
  return { items: [], nextCursor: null, from: newest, isCut: true };
}

/** A later page looks where the first did. */
function looksOf({ range }: SpanFilters, { cursor }: PageQuery, newest: bigint) {
  if (cursor !== undefined) return [{ from: rangeOf(cursor).from, seconds: looks[0].seconds }];
  return looks.map(({ back, seconds }) => {
    const from = back === undefined || newest - range.from <= back ? range.from : newest - back;
    return { from, seconds };
  });
}

function bounded(store: Store, seconds: number): Store {
  const settings = { max_execution_time: seconds };
  return {
    ...store,
    query: (question) => store.query({ ...question, settings: { ...settings, ...question.settings } }),
  };
}
