import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
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
}

/** What the words are found in: what rows say at once, and what was said in spans as soon as the receiver knows. */
export function useHits({ project, layout, ids, words, settled }: Asked): Found {
  const said = useQuery(saidQuery(project, layout, settled.trim()));
  const spanIds = words.trim() === settled.trim() ? said.data?.spanIds : undefined;
  const hits = useMemo(
    () => findRows(layout, words, ids && spanIds ? [...rowsOfSpans(ids, spanIds)].filter((row) => row >= 0) : []),
    [layout, words, ids, spanIds],
  );
  if (hits === null) return { hits, words: null };
  const isLooking = said.isFetching && !said.data;
  const found = `${formatExact(hits.count)}${said.data?.isCut ? "+" : ""} of ${formatExact(layout.spans)}`;
  return { hits, words: isLooking ? `${found}, looking into messages…` : found };
}
