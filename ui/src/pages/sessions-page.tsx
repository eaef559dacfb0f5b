import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import { sessionsQuery } from "../api/queries.ts";
import { formatCount } from "../format.ts";
import { FilterBar } from "../parts/filter-bar.tsx";
import { type Column, ItemList } from "../parts/item-list.tsx";
import { useGo } from "../parts/link.tsx";
import { ListState } from "../parts/list-state.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { NewestLine } from "../parts/newest-line.tsx";
import { Count, TokenCount, Took, When } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { sortingOf } from "../parts/sorting.ts";
import { Errors } from "../parts/trace-columns.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";

export function SessionsPage({ project, search }: { project: string; search: ListSearch }) {
  usePageTitle("Sessions");
  const [isAtTop, setAtTop] = useState(true);
  const options = sessionsQuery(project, search);
  const list = useInfiniteQuery(isAtTop ? options : { ...options, refetchInterval: false });
  const client = useQueryClient();
  const go = useGo();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <FilterBar title="Sessions" search={search} onChange={(next) => go(paths.sessions(project, next))} />
      <ListState
        list={list}
        noun="sessions"
        count={items.length}
        search={search}
        everything={paths.sessions(project, { last: "all" })}
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
          label="Sessions"
          items={items}
          columns={sessionColumns}
          card={(session) => <SessionCard session={session} />}
          idOf={({ sessionId }) => sessionId}
          pathOf={({ sessionId }) => paths.session(project, sessionId)}
          sorting={sortingOf(search, (next) => paths.sessions(project, next))}
          hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
          loadMore={() => void list.fetchNextPage()}
          onScroll={setAtTop}
        />
      </ListState>
    </>
  );
}

const sessionColumns: readonly Column<Session>[] = [
  { label: "Session", width: "minmax(10rem, 1fr)", cell: (session) => <SessionName session={session} /> },
  {
    label: "Agent",
    width: "minmax(5rem, 10rem)",
    cell: ({ agentName, botName, service }) => agentName ?? botName ?? service ?? <Nothing />,
  },
  { label: "User", width: "minmax(4rem, 8rem)", cell: ({ userId }) => userId ?? <Nothing /> },
  { label: "Traces", width: "3.5rem", isNumber: true, cell: ({ traceCount }) => <Count value={traceCount} /> },
  {
    label: "Steps",
    width: "3.5rem",
    isNumber: true,
    sort: "spans",
    cell: ({ spanCount }) => <Count value={spanCount} />,
  },
  {
    label: "Errors",
    width: "3.5rem",
    isNumber: true,
    sort: "errors",
    cell: ({ errorCount }) => <Errors count={errorCount} />,
  },
  {
    label: "Tokens",
    width: "4rem",
    isNumber: true,
    sort: "tokens",
    cell: ({ tokens }) => <TokenCount tokens={tokens} />,
  },
  {
    label: "Took",
    width: "5rem",
    isNumber: true,
    sort: "duration",
    cell: ({ durationNanos, startTime }) => <Took nanos={durationNanos} since={startTime} />,
  },
  {
    label: "When",
    width: "5rem",
    isNumber: true,
    sort: "start",
    cell: ({ startTime }) => (
      <span className="text-quiet">
        <When nanos={startTime} />
      </span>
    ),
  },
];

function Nothing() {
  return <span className="text-quiet">–</span>;
}

function SessionName({ session: { status, name, sessionId } }: { session: Session }) {
  return (
    <span className="flex items-center gap-2">
      <StatusMark status={status} />
      <span className="truncate font-medium text-body">{name || sessionId}</span>
      {name && name !== sessionId && (
        <span className="hidden truncate font-mono text-[11px] text-quiet xl:inline">{sessionId}</span>
      )}
    </span>
  );
}

function SessionCard({ session }: { session: Session }) {
  const { status, name, sessionId, startTime, agentName, userId, spanCount, errorCount, durationNanos } = session;
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusMark status={status} />
        <span className="truncate font-medium">{name || sessionId}</span>
        <span className="ml-auto shrink-0 text-quiet text-table">
          <When nanos={startTime} />
        </span>
      </span>
      <span className="mt-1.5 flex gap-3 whitespace-nowrap text-quiet text-table tabular-nums">
        <span className="truncate">{[agentName, userId, name && sessionId].filter(Boolean).join(" · ")}</span>
        <span className="ml-auto">{formatCount(spanCount)} steps</span>
        {errorCount > 0 && <span className="font-semibold text-error">{errorCount} failed</span>}
        <span className="text-ink">
          <Took nanos={durationNanos} since={startTime} />
        </span>
      </span>
    </>
  );
}
