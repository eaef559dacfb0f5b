import { ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCost, formatCount, formatDuration } from "../../../receiver/src/format.ts";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { Link } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { When } from "../parts/numbers.tsx";
import { paths } from "../paths.ts";
import { type Comparison, type SideTold, summaryOf } from "./compare-query.ts";
import { Difference } from "./differed-mark.tsx";
import { countDiffered, moneyDiffered, timeDiffered } from "./difference-words.ts";

interface ComparisonHeadProps {
  readonly project: string;
  readonly told: Comparison;
  /** The address with the sides turned round. */
  readonly swapped: string;
}

/** Both sides, and how the right one differs as a whole. */
export function ComparisonHead({ project, told, swapped }: ComparisonHeadProps) {
  return (
    <header className="shrink-0 border-line border-b px-4 pt-3 pb-3">
      <h1 className="sr-only">Comparison</h1>
      <div className="grid items-center gap-x-3 gap-y-1.5 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Side project={project} side={told.left} label="Left" />
        <Link
          to={swapped}
          replace
          aria-label="Swap the sides"
          title="Swap the sides"
          className="tool-button row-span-2 justify-self-center max-md:absolute max-md:right-7 max-md:border max-md:border-line max-md:bg-raised max-md:p-1.5"
        >
          <ArrowLeftRight size={16} aria-hidden />
        </Link>
        <Side project={project} side={told.right} label="Right" />
      </div>
      <Figures told={told} />
    </header>
  );
}

function Side({ project, side: { session, trace }, label }: { project: string; side: SideTold; label: string }) {
  const of = session ? ("sessions" as const) : ("traces" as const);
  const row = session ? { ...session, id: session.sessionId } : trace && { ...trace, id: trace.traceId };
  if (!row) return null;
  const address = session ? paths.session(project, session.sessionId) : paths.trace(project, row.id);
  return (
    <section aria-label={label} className="min-w-0 rounded-box border border-line bg-raised px-3 py-2">
      <div className="flex items-center gap-2 max-md:pr-8">
        <span className="w-9 shrink-0 text-quiet text-table">{label}</span>
        <StatusMark status={row.status} />
        <Link to={address} className="flex min-w-0 hover:underline">
          <RowTitle project={project} of={of} row={row} name={row.name || row.id} />
        </Link>
      </div>
      <div className="mt-1 flex items-center gap-x-3 text-quiet text-table md:pl-11">
        <RowStrip project={project} of={of} row={row} />
        <span className="shrink-0">
          <When nanos={row.startTime} />
        </span>
        <span className="min-w-0 truncate">{[row.agentName, row.userId].filter(Boolean).join(" · ")}</span>
      </div>
    </section>
  );
}

function Figures({ told: { left, right, difference } }: { told: Comparison }) {
  const [one, other] = [summaryOf(left), summaryOf(right)];
  if (!one || !other) return null;
  const took = (nanos: string | null) => (nanos === null ? "running" : formatDuration(Number(nanos)));
  const cost = (of: typeof one.cost) => (of === null ? "–" : formatCost(of));
  const tokens = (of: typeof one.tokens) => (of === null ? "–" : formatCount(of.total));
  return (
    <dl className="mt-3 grid grid-cols-3 gap-x-4 gap-y-2 sm:grid-cols-6">
      <Figure name="Cost" left={cost(one.cost)} right={cost(other.cost)}>
        <Difference of={moneyDiffered(difference.cost)} isLessBetter />
      </Figure>
      <Figure name="Took" left={took(one.durationNanos)} right={took(other.durationNanos)}>
        <Difference of={timeDiffered(difference.durationNanos)} isLessBetter />
      </Figure>
      <Figure name="Tokens" left={tokens(one.tokens)} right={tokens(other.tokens)}>
        <Difference of={countDiffered(difference.tokens?.total)} />
      </Figure>
      <Figure name="Steps" left={formatCount(one.spanCount)} right={formatCount(other.spanCount)}>
        <Difference of={countDiffered(difference.spanCount)} />
      </Figure>
      <Figure name="Model calls" left={formatCount(one.llmCalls)} right={formatCount(other.llmCalls)}>
        <Difference of={countDiffered(difference.llmCalls)} />
      </Figure>
      <Figure name="Failed" left={formatCount(one.errorCount)} right={formatCount(other.errorCount)}>
        <Difference of={countDiffered(difference.errorCount)} isLessBetter />
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly children: ReactNode;
}

function Figure({ name, left, right, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-quiet text-table">{name}</dt>
      <dd className="font-semibold text-[15px]">{children}</dd>
      <dd className="truncate text-quiet text-table tabular-nums">{left === right ? left : `${left} to ${right}`}</dd>
    </div>
  );
}
