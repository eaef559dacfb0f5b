import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { formatCost, formatCount, formatDuration, plural } from "../../../receiver/src/format.ts";
import { Link } from "../parts/link.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { useIsWide } from "../parts/wide.ts";
import { paths } from "../paths.ts";
import { changedWords, countWords } from "./change-words.ts";
import type { StepPair, TracePair } from "./compare-query.ts";
import type { ComparisonRow, StepRow } from "./comparison-rows.ts";
import { Difference, PairMark } from "./differed-mark.tsx";
import { countDiffered, moneyDiffered, timeDiffered } from "./difference-words.ts";

interface ComparisonListProps {
  readonly project: string;
  readonly rows: readonly ComparisonRow[];
  /** The line that keys act on. */
  readonly active: string | undefined;
  readonly onPick: (row: ComparisonRow) => void;
}

const tracks = "minmax(0, 1.2fr) minmax(0, 1fr) 5.5rem 5rem 5.5rem";

/** The steps of both sides in the order of their trees; only what is seen is drawn. */
export function ComparisonList({ project, rows, active, onPick }: ComparisonListProps) {
  const isWide = useIsWide();
  const scroller = useRef<HTMLDivElement>(null);
  const height = isWide ? 32 : 52;
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => `${height} ${rows[index]?.key ?? index}`,
  });
  /** Only where the selection goes: what is folded above does not move the reader. */
  const follow = useEffectEvent((key: string | undefined) => {
    const at = rows.findIndex((row) => row.key === key);
    if (at >= 0) lines.scrollToIndex(at);
  });
  useEffect(() => follow(active), [active]);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {isWide && <Heads />}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
        <ul aria-label="Steps" className="relative" style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map(({ index, key, start, size }) => {
            const row = rows[index];
            return (
              row && (
                <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, translate: `0 ${start}px` }}>
                  {row.as === "trace" ? (
                    <TraceLine project={project} pair={row.pair} />
                  ) : (
                    <button
                      type="button"
                      onClick={() => onPick(row)}
                      aria-current={row.key === active || undefined}
                      {...(row.as === "fold" && { "aria-expanded": row.isOpen })}
                      style={isWide && row.as === "step" ? { gridTemplateColumns: tracks } : {}}
                      className={`h-full w-full border-line border-b px-4 text-left text-table hover:bg-hover aria-[current]:bg-picked ${isWide && row.as === "step" ? "grid items-center gap-3" : "block"}`}
                    >
                      {row.as === "fold" ? <Fold row={row} /> : isWide ? <WideStep row={row} /> : <Card row={row} />}
                    </button>
                  )}
                </li>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function Heads() {
  return (
    <div
      className="grid h-8 shrink-0 items-center gap-3 overflow-y-hidden border-line border-b bg-ground px-4 text-quiet text-table [scrollbar-gutter:stable]"
      style={{ gridTemplateColumns: tracks }}
    >
      <span>Step</span>
      <span>What changed</span>
      <span className="text-right">Took</span>
      <span className="text-right">Tokens</span>
      <span className="text-right">Cost</span>
    </div>
  );
}

function Fold({ row: { count, isOpen } }: { row: Extract<ComparisonRow, { as: "fold" }> }) {
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <span className="flex items-center gap-2 text-quiet">
      <Arrow size={14} aria-hidden /> {plural(count, "step")} the same
    </span>
  );
}

function TraceLine({ project, pair: { status, left, right, counts, steps } }: { project: string; pair: TracePair }) {
  const said =
    status === "unknown" ? "not compared: too much came before it" : steps.length > 0 ? countWords(counts) : "";
  const trace = right ?? left;
  return (
    <div className="flex h-full items-center gap-2 border-line border-b bg-ground px-4 text-table">
      {status !== "unknown" && <PairMark status={status} />}
      <span className="min-w-0 truncate font-semibold">{trace?.name}</span>
      <span className="min-w-0 shrink-3 truncate text-quiet">{said || onlyWords(status)}</span>
      <span className="ml-auto flex shrink-0 gap-3">
        {left && <SideLink to={paths.trace(project, left.traceId)} words="Left" />}
        {right && <SideLink to={paths.trace(project, right.traceId)} words="Right" />}
      </span>
    </div>
  );
}

const onlyWords = (status: TracePair["status"]) =>
  status === "added" ? "only on the right" : status === "removed" ? "only on the left" : "";

function SideLink({ to, words }: { to: string; words: string }) {
  return (
    <Link to={to} className="text-accent hover:underline">
      {words}
    </Link>
  );
}

function WideStep({ row }: { row: StepRow }) {
  return (
    <>
      <Name row={row} />
      <Changed step={row.step} />
      <span className="text-right">{tookOf(row.step)}</span>
      <span className="text-right">{tokensOf(row.step)}</span>
      <span className="text-right">{costOf(row.step)}</span>
    </>
  );
}

function Card({ row }: { row: StepRow }) {
  return (
    <>
      <span className="flex items-center gap-3">
        <Name row={row} />
        <span className="ml-auto shrink-0">{costOf(row.step)}</span>
      </span>
      <span className="mt-0.5 flex items-center gap-3 pl-6">
        <Changed step={row.step} />
        <span className="ml-auto shrink-0">{tookOf(row.step)}</span>
      </span>
    </>
  );
}

/** Deeper ones keep their place: a name must stay to be read. */
const mostIndent = 10;

function Name({ row: { depth, step } }: { row: StepRow }) {
  const shown = step.right ?? step.left;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <PairMark status={step.status} />
      <span aria-hidden style={{ width: 12 * Math.min(depth, mostIndent) }} className="shrink-0" />
      <KindMark kind={shown?.kind ?? ""} />
      <span className={`min-w-0 truncate ${step.status === "removed" ? "line-through decoration-quiet" : ""}`}>
        {shown?.name}
      </span>
      {shown?.status !== "ok" && shown && <StatusMark status={shown.status} size={12} />}
    </span>
  );
}

function Changed({ step }: { step: StepPair }) {
  const words =
    step.status === "added"
      ? "only on the right"
      : step.status === "removed"
        ? "only on the left"
        : changedWords(step.changes);
  return (
    <span className="min-w-0 truncate text-quiet" title={words}>
      {words}
    </span>
  );
}

/** Of a step that both sides have its difference, of one that only one has what it took there. */
function tookOf({ left, right, difference }: StepPair) {
  if (difference) return <Difference of={timeDiffered(difference.durationNanos)} isLessBetter />;
  const nanos = (right ?? left)?.durationNanos ?? null;
  return <Own words={nanos === null ? null : formatDuration(Number(nanos))} />;
}

function tokensOf({ left, right, difference }: StepPair) {
  if (difference) return <Difference of={countDiffered(difference.tokens?.total)} />;
  const tokens = (right ?? left)?.tokens ?? null;
  return <Own words={tokens && formatCount(tokens.total)} />;
}

function costOf({ left, right, difference }: StepPair) {
  if (difference) return <Difference of={moneyDiffered(difference.cost)} isLessBetter />;
  const cost = (right ?? left)?.cost ?? null;
  return <Own words={cost && formatCost(cost)} />;
}

const Own = ({ words }: { words: string | null }) => (
  <span className="whitespace-nowrap text-quiet tabular-nums">{words ?? "–"}</span>
);
