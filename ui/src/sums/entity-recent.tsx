import { useQuery } from "@tanstack/react-query";
import type { ComponentProps, ReactNode } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { recentSessionsQuery, recentTracesQuery } from "../api/sum-queries.ts";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { Link } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { MoneySum, Took, When } from "../parts/numbers.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";

interface RecentProps {
  readonly project: string;
  /** To the sessions and traces it was part of. */
  readonly parts: ListSearch;
  readonly costs: boolean;
}

const most = 8;

/** The sessions and traces it was part of last, each list leading to all of them. */
export function EntityRecent({ project, parts, costs }: RecentProps) {
  const sessions = useQuery(recentSessionsQuery(project, parts, most));
  const traces = useQuery(recentTracesQuery(project, parts, most));
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Recent title="Sessions" all={paths.sessions(project, parts)} asked={sessions}>
        {sessions.data?.items.map((session) => (
          <Line key={session.sessionId} to={paths.session(project, session.sessionId)} item={session} costs={costs}>
            <Said
              project={project}
              of="sessions"
              row={{ ...session, id: session.sessionId }}
              name={session.name || session.sessionId}
            />
          </Line>
        ))}
      </Recent>
      <Recent title="Traces" all={paths.traces(project, parts)} asked={traces}>
        {traces.data?.items.map((trace) => (
          <Line key={trace.traceId} to={paths.trace(project, trace.traceId)} item={trace} costs={costs}>
            <Said project={project} of="traces" row={{ ...trace, id: trace.traceId }} name={trace.name} />
          </Line>
        ))}
      </Recent>
    </div>
  );
}

interface Asked {
  readonly data: { readonly items: readonly unknown[] } | undefined;
  readonly failureReason: Error | null;
  readonly refetch: () => Promise<unknown>;
}

function Recent({ title, all, asked, children }: { title: string; all: string; asked: Asked; children: ReactNode }) {
  return (
    <Panel className="min-h-[330px]">
      <PanelTitle
        aside={
          <Link to={all} className="text-accent hover:underline">
            All {title.toLowerCase()}
          </Link>
        }
      >
        Latest {title.toLowerCase()}
      </PanelTitle>
      {!asked.data && <Waiting asked={asked} rows={6} />}
      {asked.data?.items.length === 0 && <p className="text-quiet">None in this time.</p>}
      <ul className="-mx-2">{children}</ul>
    </Panel>
  );
}

function Said(row: ComponentProps<typeof RowTitle>) {
  return (
    <>
      <span className="flex min-w-0 flex-1 items-center">
        <RowTitle {...row} />
      </span>
      <span className="hidden lg:inline">
        <RowStrip {...row} />
      </span>
    </>
  );
}

interface LineProps {
  readonly to: string;
  /** Its title and its strip. */
  readonly children: ReactNode;
  readonly item: Session | Trace;
  readonly costs: boolean;
}

function Line({ to, children, item, costs }: LineProps) {
  return (
    <li>
      <Link to={to} className="flex items-center gap-2.5 rounded-box px-2 py-1.5 hover:bg-hover">
        <StatusMark status={item.status} />
        {children}
        {costs && (
          <span className="hidden w-20 shrink-0 text-right text-table tabular-nums sm:inline">
            <MoneySum cost={item.cost} coverage={item.costCoverage} />
          </span>
        )}
        <span className="hidden w-16 shrink-0 text-right text-table tabular-nums sm:inline">
          <Took nanos={item.durationNanos} since={item.startTime} />
        </span>
        <span className="w-16 shrink-0 text-right text-quiet text-table tabular-nums">
          <When nanos={item.startTime} />
        </span>
      </Link>
    </li>
  );
}
