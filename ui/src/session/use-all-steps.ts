import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { stepsQuery } from "./session-queries.ts";
import { type Rest, spansAtOnce } from "./use-session-spans.ts";

/** Pages of steps that come; of what is longer, the first are told. */
const mostPages = 50;

export interface AllSteps {
  readonly steps: readonly Span[];
  readonly isLong: boolean;
  readonly isWhole: boolean;
}

/** All steps of a session. Of one that is long they come without what was said: that would be too much at once. */
export function useAllSteps(project: string, session: Session, spans: readonly Span[], rest: Rest): AllSteps {
  const isLong = session.spanCount > spansAtOnce;
  const asked = useInfiniteQuery({ ...stepsQuery(project, session), enabled: isLong });
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = asked;
  const comes = hasNextPage && (data?.pages.length ?? 0) < mostPages;
  useEffect(() => {
    if (comes && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [comes, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const slim = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  if (!isLong) return { steps: spans, isLong, isWhole: !rest.hasMore };
  const isMore = slim !== undefined && slim.length >= spans.length;
  return { steps: isMore ? slim : spans, isLong, isWhole: data !== undefined && !hasNextPage };
}
