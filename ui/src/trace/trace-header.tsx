import type { ReactNode } from "react";
import { formatCount, formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { BackLink } from "../parts/back-link.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { CostFact, Fact, Facts } from "../parts/facts.tsx";
import { Link } from "../parts/link.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { TokenCount, Took } from "../parts/numbers.tsx";
import { shownName } from "../parts/shown-name.ts";
import { paths } from "../paths.ts";

interface TraceHeaderProps {
  readonly project: string;
  readonly trace: Trace | undefined;
  /** What can be done with it. */
  readonly actions: ReactNode;
}

/** What a trace is, in two lines; their room, until it is known. */
export function TraceHeader({ project, trace, actions }: TraceHeaderProps) {
  if (trace === undefined) return <Room project={project} />;
  return (
    <header className="shrink-0 px-4 pt-3">
      <div className="flex items-center gap-2">
        <BackLink to={paths.traces(project)} name="All traces" />
        <StatusMark status={trace.status} size={16} />
        <KindMark kind={trace.rootKind} size={12} />
        <h1 className="min-w-0 truncate font-semibold text-title tracking-tight" title={shownName(trace.name)}>
          {shownName(trace.name)}
        </h1>
        <span className="ml-auto flex shrink-0 gap-1.5">{actions}</span>
      </div>
      <Facts>
        <Fact name="Took">
          <Took nanos={trace.durationNanos} since={trace.startTime} />
        </Fact>
        <Fact name="Spans">{formatCount(trace.spanCount)}</Fact>
        {trace.errorCount > 0 && (
          <span className="font-semibold text-error">{plural(trace.errorCount, "span")} failed</span>
        )}
        {trace.tokens && (
          <Fact name="Tokens">
            <TokenCount tokens={trace.tokens} />
          </Fact>
        )}
        <CostFact cost={trace.cost} coverage={trace.costCoverage} />
        {trace.agentName && <Fact name="Agent">{trace.agentName}</Fact>}
        {trace.service && <Fact name="Service">{trace.service}</Fact>}
        {trace.sessionId && (
          <Fact name="Session">
            <Link to={paths.session(project, trace.sessionId)} className="text-accent hover:underline">
              {trace.sessionId}
            </Link>
          </Fact>
        )}
        <Fact name="Began">{formatMoment(trace.startTime)}</Fact>
        <span className="flex items-center gap-1 font-mono text-quiet">
          {trace.traceId.slice(0, 8)}… <CopyButton text={trace.traceId} what="trace id" />
        </span>
      </Facts>
    </header>
  );
}

function Room({ project }: { project: string }) {
  return (
    <header className="shrink-0 px-4 pt-3" aria-busy>
      <div className="flex h-[29px] items-center gap-2">
        <BackLink to={paths.traces(project)} name="All traces" />
        <span className="h-4 w-56 rounded-xs bg-hover" />
      </div>
      <div className="mt-1.5 flex h-[19px] items-center">
        <span className="h-2.5 w-96 max-w-full rounded-xs bg-hover" />
      </div>
    </header>
  );
}
