import { useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import { runningQuery } from "../api/sum-queries.ts";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { Link } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { MoneySum, Took } from "../parts/numbers.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";

export function OverviewRunning({ project, isLive }: { project: string; isLive: boolean }) {
  const running = useQuery(runningQuery(project, isLive));
  const sessions = running.data?.items ?? [];
  return (
    <Panel className="min-h-24">
      <PanelTitle
        aside={
          <Link
            to={paths.sessions(project, { status: "running", last: "all" })}
            className="text-accent hover:underline"
          >
            All that run
          </Link>
        }
      >
        Running now
      </PanelTitle>
      {!running.data && <Waiting asked={running} rows={2} />}
      {running.data && sessions.length === 0 && <p className="text-quiet">No session runs at the moment.</p>}
      <ul className="-mx-2">
        {sessions.map((session) => (
          <li key={session.sessionId}>
            <Link
              to={paths.session(project, session.sessionId)}
              className="flex items-center gap-2.5 rounded-box px-2 py-1.5 hover:bg-hover"
            >
              <StatusMark status="running" />
              <span className="flex min-w-0 flex-1">
                <RowTitle
                  project={project}
                  of="sessions"
                  row={{ ...session, id: session.sessionId }}
                  name={session.name || session.sessionId}
                />
              </span>
              <span className="hidden md:inline">
                <RowStrip project={project} of="sessions" row={{ ...session, id: session.sessionId }} />
              </span>
              <span className="hidden w-32 truncate text-quiet text-table sm:inline">{session.agentName}</span>
              <span className="hidden w-24 text-right text-quiet text-table tabular-nums sm:inline">
                {plural(session.spanCount, "step")}
              </span>
              <span className="w-16 text-right text-table tabular-nums">
                <MoneySum cost={session.cost} coverage={session.costCoverage} />
              </span>
              <span className="w-20 text-right text-table tabular-nums">
                <Took nanos={null} since={session.startTime} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
