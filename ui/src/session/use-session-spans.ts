import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import { pageSize, sessionSpansQuery } from "./session-queries.ts";

/** As many come by themselves; the rest when it is asked for. */
const pagesAtOnce = 10;
export const spansAtOnce = pagesAtOnce * pageSize;

/** The spans of a session, page after page; undefined until the first is there. */
export function useSessionSpans(project: string, session: Session) {
  const asked = useInfiniteQuery(sessionSpansQuery(project, session));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = asked;
  const comesByItself = hasNextPage && (data?.pages.length ?? 0) < pagesAtOnce;
  useEffect(() => {
    if (comesByItself && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [comesByItself, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const spans = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  const rest = { hasMore: hasNextPage, isLoading: isFetchingNextPage, loadMore: () => void fetchNextPage() };
  return { asked, spans, rest };
}

export type Rest = ReturnType<typeof useSessionSpans>["rest"];
