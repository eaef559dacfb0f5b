import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CompareSearch } from "../compare-search.ts";
import { countWords, cutWords, sumCounts } from "../comparing/change-words.ts";
import { type Comparison, compareQuery } from "../comparing/compare-query.ts";
import { ComparisonHead } from "../comparing/comparison-head.tsx";
import { ComparisonList } from "../comparing/comparison-list.tsx";
import { type ComparisonRow, comparisonRows, nextDifference } from "../comparing/comparison-rows.ts";
import { StepDetails } from "../comparing/step-details.tsx";
import { useKeys } from "../parts/keys.ts";
import { Link, useGo } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { spanNamed } from "../session-search.ts";

interface ComparePageProps {
  readonly project: string;
  readonly search: CompareSearch;
}

export function ComparePage({ project, search: { left, right, step } }: ComparePageProps) {
  usePageTitle("Comparison");
  if (left === undefined || right === undefined) {
    return (
      <Empty title="Two sessions or traces are compared here">
        Select two of them in a list with <kbd>x</kbd>, then press <kbd>c</kbd>.{" "}
        <Link to={paths.sessions(project)} className="font-semibold text-accent hover:underline">
          Go to the sessions
        </Link>
      </Empty>
    );
  }
  return <Sides key={`${left} ${right}`} project={project} left={left} right={right} step={step} />;
}

interface SidesProps {
  readonly project: string;
  readonly left: string;
  readonly right: string;
  readonly step: string | undefined;
}

function Sides(props: SidesProps) {
  const asked = useQuery(compareQuery(props.project, props.left, props.right));
  return asked.data ? <Compared {...props} told={asked.data} /> : <Waiting asked={asked} rows={14} />;
}

function Compared({ project, left, right, step, told }: SidesProps & { readonly told: Comparison }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(step);
  const rows = useMemo(() => comparisonRows(told.traces, open, step), [told.traces, open, step]);
  const go = useGo();
  const turn = (next: string | undefined) => go(paths.compare(project, left, right, next), { replace: true });
  function pick(row: ComparisonRow): void {
    setActive(row.key);
    if (row.as === "step") turn(row.key);
    if (row.as === "fold") setOpen(turned(open, row.key));
  }
  const at = rows.findIndex(({ key }) => key === active);
  function moveTo(row: ComparisonRow | undefined): void {
    if (!row) return;
    if (row.as === "step") pick(row);
    else setActive(row.key);
  }
  useKeys({
    j: () => moveTo(rows[Math.min(rows.length - 1, at + 1)]),
    k: () => moveTo(rows[Math.max(0, at - 1)]),
    n: () => moveTo(rows[nextDifference(rows, at)]),
    enter: () => {
      const row = rows[at];
      if (row?.as === "fold") pick(row);
      const span = row?.as === "step" ? spanNamed(row.key) : null;
      if (span) go(paths.trace(project, span.traceId, { span: span.spanId }));
    },
    escape: () => (step ? turn(undefined) : go(listOf(project, left))),
  });
  const selected = rows.find((row) => row.as === "step" && row.key === step);
  return (
    <>
      <ComparisonHead project={project} told={told} swapped={paths.compare(project, right, left)} />
      <Summary told={told} onNext={() => moveTo(rows[nextDifference(rows, at)])} />
      <div className="flex min-h-0 flex-1">
        <ComparisonList project={project} rows={rows} active={active} onPick={pick} />
        {selected?.as === "step" && (
          <StepDetails
            key={selected.key}
            project={project}
            row={selected}
            onSelect={(key) => {
              setActive(key);
              turn(key);
            }}
            onClose={() => turn(undefined)}
          />
        )}
      </div>
    </>
  );
}

const listOf = (project: string, side: string) =>
  side.startsWith("session:") ? paths.sessions(project) : paths.traces(project);

function turned(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** How many steps differ, and what is not compared. */
function Summary({ told, onNext }: { told: Comparison; onNext: () => void }) {
  const counts = sumCounts(told.traces);
  const differs = counts.changed + counts.added + counts.removed > 0;
  return (
    <div className="shrink-0 border-line border-b px-4 py-1.5 text-table">
      <div className="flex min-h-7 items-center gap-3">
        <p role="status">{differs ? countWords(counts) : "All steps did and said the same"}</p>
        {differs && (
          <button
            type="button"
            onClick={onNext}
            aria-keyshortcuts="n"
            title="Next difference (n)"
            className="chip ml-auto"
          >
            Next difference
          </button>
        )}
      </div>
      {cutWords(told.cut).map((words) => (
        <p key={words} className="text-warning">
          {words}
        </p>
      ))}
    </div>
  );
}
