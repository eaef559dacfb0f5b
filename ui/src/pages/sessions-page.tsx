import { formatCount } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { sessionsQuery } from "../api/queries.ts";
import type { Column } from "../parts/item-list.tsx";
import { LiveList } from "../parts/live-list.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { Count, MoneySum, Took, When } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { sumColumns } from "../parts/sum-columns.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";

export function SessionsPage({ project, search }: { project: string; search: ListSearch }) {
  usePageTitle("Sessions");
  return (
    <LiveList
      title="Sessions"
      search={search}
      addressOf={(next) => paths.sessions(project, next)}
      options={sessionsQuery(project, search)}
      columns={sessionColumns}
      card={(session) => <SessionCard session={session} />}
      idOf={({ sessionId }) => sessionId}
      pathOf={({ sessionId }) => paths.session(project, sessionId)}
    />
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
  ...sumColumns("Steps"),
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
        <span className="hidden min-w-0 flex-1 truncate font-mono text-[11px] text-quiet xl:inline">{sessionId}</span>
      )}
    </span>
  );
}

function SessionCard({ session }: { session: Session }) {
  const { status, name, sessionId, startTime, agentName, userId, spanCount, errorCount, durationNanos } = session;
  const { cost, costCoverage } = session;
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
        {(cost || costCoverage.unknown > 0) && (
          <span className="text-ink">
            <MoneySum cost={cost} coverage={costCoverage} />
          </span>
        )}
        <span className="text-ink">
          <Took nanos={durationNanos} since={startTime} />
        </span>
      </span>
    </>
  );
}
