import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import { tracesQuery } from "../api/lists.ts";
import { usualColumns } from "../lists/columns.ts";
import { TraceCard, traceColumns } from "../lists/trace-columns.tsx";
import { ItemList } from "../parts/item-list.tsx";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";

export function SessionTraces({ project, session }: { project: string; session: Session }) {
  const list = useInfiniteQuery(
    tracesQuery(project, { session: session.sessionId, last: "all", sort: "start", order: "asc" }),
  );
  const columns = useMemo(() => usualColumns(traceColumns(project)), [project]);
  if (!list.data) return <Waiting asked={list} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty title="No traces are left of this session" />;
  return (
    <ItemList
      label="Traces of the session"
      items={items}
      columns={columns}
      card={(trace) => <TraceCard project={project} trace={trace} />}
      idOf={({ traceId }) => traceId}
      pathOf={({ traceId }) => paths.trace(project, traceId)}
      hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
      loadMore={() => void list.fetchNextPage()}
    />
  );
}
