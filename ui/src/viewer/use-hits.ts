import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
import type { Match } from "../parts/match-words.ts";
import { findRows, type Hits } from "./find.ts";
import type { Layout } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";
import { saidQuery } from "./trace-queries.ts";

interface Asked {
  readonly project: string;
  readonly layout: Layout;
  readonly ids: Uint8Array | null;
  /** As they are being typed. */
  readonly words: string;
  /** As they stood at the last pause: the receiver is asked for these. */
  readonly settled: string;
}

interface Found {
  readonly hits: Hits | null;
  /** What was found, in words. */
  readonly words: string | null;
  /** Where in what was said in it the words stand, by the row. */
  readonly matches: ReadonlyMap<number, readonly Match[]>;
}

/** A hundred spans each: more are told by a + behind the count. */
const mostPages = 5;

/** What the words are found in: what rows say at once, and what was said in spans as soon as the receiver knows. */
export function useHits({ project, layout, ids, words, settled }: Asked): Found {
  const said = useInfiniteQuery(saidQuery(project, layout, settled.trim()));
  const { data, hasNextPage, isFetching, fetchNextPage } = said;
  const goesOn = hasNextPage && !isFetching && (data?.pages.length ?? 0) < mostPages;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  const pages = words.trim() === settled.trim() ? data?.pages : undefined;
  const matches = useMemo(() => {
    const items = pages?.flatMap((page) => page.items) ?? [];
    const spanIds = items.map(({ spanId }) => spanId);
    const rows = rowsOfSpans(ids ?? new Uint8Array(), spanIds);
    const told = items.map((item, at) => [rows[at] as number, item.matches] as const);
    return new Map(told.filter(([row]) => row >= 0));
  }, [pages, ids]);
  const hits = useMemo(() => findRows(layout, words, [...matches.keys()]), [layout, words, matches]);
  if (hits === null) return { hits, words: null, matches };
  const isMore = hasNextPage || data?.pages.some(({ isCut }) => isCut) === true;
  const found = `${formatExact(hits.count)}${isMore ? "+" : ""} of ${formatExact(layout.spans)}`;
  const isLooking = said.isFetching && !data;
  const told = isLooking ? ", looking into messages…" : said.isError && !data ? ", messages not looked into" : "";
  return { hits, words: `${found}${told}`, matches };
}
