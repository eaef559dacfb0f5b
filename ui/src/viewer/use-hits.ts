import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
import { findRows, type Hits } from "./find.ts";
import type { Layout } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";
import { saidQuery } from "./trace-queries.ts";

interface Found {
  readonly hits: Hits | null;
  readonly words: string | null;
}

/** What the words are found in: what rows say at once, and what was said in spans as soon as the receiver knows. */
export function useHits(project: string, layout: Layout, ids: Uint8Array | null, words: string): Found {
  const said = useQuery(saidQuery(project, layout, words.trim()));
  const hits = useMemo(
    () => findRows(layout, words, ids && said.data ? [...rowsOfSpans(ids, said.data.spanIds)] : []),
    [layout, words, ids, said.data],
  );
  if (hits === null) return { hits, words: null };
  const isLooking = said.isFetching && !said.data;
  const found = `${formatExact(hits.count)}${said.data?.isCut ? "+" : ""} of ${formatExact(layout.spans)}`;
  return { hits, words: isLooking ? `${found}, looking into messages…` : found };
}
