import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { formatCount, formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { tracesQuery } from "../api/lists.ts";
import { sessionQuery } from "../api/queries.ts";
import { usualColumns } from "../lists/columns.ts";
import { TraceCard, traceColumns } from "../lists/trace-columns.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { CostFact, Fact, Facts } from "../parts/facts.tsx";
import { ItemList } from "../parts/item-list.tsx";
import { useKeys } from "../parts/keys.ts";
import { Link, useGo } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { TokenCount, Took } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Empty, Waiting } from "../parts/states.tsx";

import { paths } from "../paths.ts";

export function SessionPage({ project, sessionId }: { project: string; sessionId: string }) {
  const found = useQuery(sessionQuery(project, sessionId));
  const go = useGo();
  usePageTitle(found.data?.session.name || sessionId);
  useKeys({ escape: () => go(paths.sessions(project)) });
  if (!found.data) return <Waiting asked={found} />;
  return (
    <>
      <SessionHeader project={project} session={found.data.session} />
      <SessionTraces project={project} session={found.data.session} />
    </>
  );
}

function SessionHeader({ project, session }: { project: string; session: Session }) {
  return (
    <header className="shrink-0 border-line border-b px-4 pt-3 pb-3">
      <div className="flex items-center gap-2">
        <Link
          to={paths.sessions(project)}
          aria-label="All sessions"
          title="All sessions (Esc)"
          className="-ml-1 rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
        >
          <ArrowLeft size={16} aria-hidden />
        </Link>
        <StatusMark status={session.status} size={16} />
        <h1 className="truncate font-semibold text-title tracking-tight">{session.name || session.sessionId}</h1>
      </div>
      <Facts>
        <Fact name="Took">
          <Took nanos={session.durationNanos} since={session.startTime} />
        </Fact>
        <Fact name="Traces">{formatCount(session.traceCount)}</Fact>
        <Fact name="Steps">{formatCount(session.spanCount)}</Fact>
        {session.llmCalls > 0 && <Fact name="Model calls">{formatCount(session.llmCalls)}</Fact>}
        {session.toolCalls > 0 && <Fact name="Tools">{formatCount(session.toolCalls)}</Fact>}
        {session.errorCount > 0 && (
          <span className="font-semibold text-error">{plural(session.errorCount, "step")} failed</span>
        )}
        {session.tokens && (
          <Fact name="Tokens">
            <TokenCount tokens={session.tokens} />
          </Fact>
        )}
        <CostFact cost={session.cost} coverage={session.costCoverage} />
        {session.agentName && <Fact name="Agent">{session.agentName}</Fact>}
        {session.userId && <Fact name="User">{session.userId}</Fact>}
        {session.service && <Fact name="Service">{session.service}</Fact>}
        <Fact name="Began">{formatMoment(session.startTime)}</Fact>
        <span className="flex min-w-0 items-center gap-1 font-mono text-quiet">
          <span className="truncate">{session.sessionId}</span>{" "}
          <CopyButton text={session.sessionId} what="session id" />
        </span>
      </Facts>
    </header>
  );
}

function SessionTraces({ project, session }: { project: string; session: Session }) {
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
