import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newestQuery, tracesQuery } from "../api/queries.ts";
import { FilterBar } from "../parts/filter-bar.tsx";
import { ItemList } from "../parts/item-list.tsx";
import { useGo } from "../parts/link.tsx";
import { ListState } from "../parts/list-state.tsx";
import { NewestLine } from "../parts/newest-line.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { sortingOf } from "../parts/sorting.ts";
import { Waiting } from "../parts/states.tsx";
import { TraceCard, traceColumns } from "../parts/trace-columns.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";
import { FirstRun } from "./first-run.tsx";

export function TracesPage({ project, search }: { project: string; search: ListSearch }) {
  usePageTitle("Traces");
  const newest = useQuery(newestQuery(project));
  if (!newest.data) return <Waiting asked={newest} />;
  if (newest.data.items.length === 0) return <FirstRun />;
  return <TraceList project={project} search={search} />;
}

function TraceList({ project, search }: { project: string; search: ListSearch }) {
  const [isAtTop, setAtTop] = useState(true);
  const options = tracesQuery(project, search);
  const list = useInfiniteQuery(isAtTop ? options : { ...options, refetchInterval: false });
  const client = useQueryClient();
  const go = useGo();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <FilterBar title="Traces" search={search} onChange={(next) => go(paths.traces(project, next))} />
      <ListState
        list={list}
        noun="traces"
        count={items.length}
        search={search}
        everything={paths.traces(project, { last: "all" })}
      >
        <NewestLine
          isShown={search.live !== "off" && (!isAtTop || (list.data?.pages.length ?? 0) > 1)}
          onClick={() => {
            setAtTop(true);
            void client.resetQueries({ queryKey: options.queryKey });
          }}
        />
        <ItemList
          key={JSON.stringify(search)}
          label="Traces"
          items={items}
          columns={traceColumns}
          card={(trace) => <TraceCard trace={trace} />}
          idOf={({ traceId }) => traceId}
          pathOf={({ traceId }) => paths.trace(project, traceId)}
          sorting={sortingOf(search, (next) => paths.traces(project, next))}
          hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
          loadMore={() => void list.fetchNextPage()}
          onScroll={setAtTop}
        />
      </ListState>
    </>
  );
}
