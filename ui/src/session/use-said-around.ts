import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { blocksAt } from "./said-blocks.ts";
import { saidBlockQuery } from "./session-queries.ts";

/** What was said in a long session around a moment, in Unix nanoseconds; what was there before stays until it comes. */
export function useSaidAround(project: string, session: Session, steps: readonly Span[], moment: bigint | null) {
  const blocks = moment === null ? [] : blocksAt(steps, moment);
  const asked = useQueries({
    queries: blocks.map((block) => ({
      ...saidBlockQuery(project, session, block),
      placeholderData: keepPreviousData,
    })),
    combine: (all) => ({
      pages: all.map(({ data }) => data),
      isAwaited: all.some(({ isFetching, isPlaceholderData }) => isFetching || isPlaceholderData),
    }),
  });
  const spans = useMemo(() => {
    const byId = new Map(
      asked.pages.flatMap((page) => page?.items ?? []).map((span) => [`${span.traceId}/${span.spanId}`, span]),
    );
    return [...byId.values()].sort((one, other) => (BigInt(one.startTime) < BigInt(other.startTime) ? -1 : 1));
  }, [asked.pages]);
  return { spans, isAwaited: asked.isAwaited };
}
