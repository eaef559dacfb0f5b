import { nameOfSpan } from "../session-search.ts";
import type { StepPair, TracePair } from "./compare-query.ts";

/** What stands in one line of a comparison. */
export type ComparisonRow =
  | { readonly as: "trace"; readonly key: string; readonly pair: TracePair }
  | { readonly as: "fold"; readonly key: string; readonly count: number; readonly isOpen: boolean }
  | StepRow;

export interface StepRow {
  readonly as: "step";
  readonly key: string;
  readonly depth: number;
  readonly step: StepPair;
  readonly trace: TracePair;
}

/** So many steps that are the same stand as themselves; more are folded into one line. */
const fewSame = 2;

/** All lines in their order. Folds that are named in `open`, or hold the step that is `selected`, show their steps. */
export function comparisonRows(
  traces: readonly TracePair[],
  open: ReadonlySet<string>,
  selected: string | undefined,
): readonly ComparisonRow[] {
  return traces.flatMap((pair, at) => {
    const head = { as: "trace", key: `trace ${at}`, pair } as const;
    return [...(traces.length > 1 ? [head] : []), ...foldSame(stepRows(pair), open, selected)];
  });
}

function stepRows(trace: TracePair): readonly StepRow[] {
  const depths = depthsOf(trace.steps);
  return trace.steps.map((step, at) => ({
    ...{ as: "step", key: keyOfStep(trace, step), depth: depths[at] ?? 0, step, trace },
  }));
}

/** As an address names it. */
export function keyOfStep({ left, right }: TracePair, step: StepPair): string {
  const traceId = step.right ? right?.traceId : left?.traceId;
  return nameOfSpan({ traceId: traceId ?? "", spanId: (step.right ?? step.left)?.spanId ?? "" });
}

function foldSame(rows: readonly StepRow[], open: ReadonlySet<string>, selected: string | undefined): ComparisonRow[] {
  const told: ComparisonRow[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] as StepRow;
    const run = row.step.status === "same" ? sameFrom(rows, at) : [row];
    at += run.length;
    if (run.length <= fewSame) {
      told.push(...run);
      continue;
    }
    const key = `fold ${row.key}`;
    const isOpen = open.has(key) || run.some((one) => one.key === selected);
    told.push({ as: "fold", key, count: run.length, isOpen }, ...(isOpen ? run : []));
  }
  return told;
}

function sameFrom(rows: readonly StepRow[], from: number): readonly StepRow[] {
  const end = rows.findIndex(({ step }, at) => at > from && step.status !== "same");
  return rows.slice(from, end === -1 ? rows.length : end);
}

/** Of each pair, below the parent of whichever side lies deeper. */
function depthsOf(steps: readonly StepPair[]): readonly number[] {
  const depths = { left: new Map<string, number>(), right: new Map<string, number>() };
  return steps.map(({ left, right }) => {
    const above = [
      left && depths.left.get(left.parentSpanId ?? ""),
      right && depths.right.get(right.parentSpanId ?? ""),
    ];
    const depth = Math.max(...above.map((parent) => parent ?? -1)) + 1;
    if (left) depths.left.set(left.spanId, depth);
    if (right) depths.right.set(right.spanId, depth);
    return depth;
  });
}

/** The place of the next line that is not the same on both sides, from the top again behind the last; -1 where none is. */
export function nextDifference(rows: readonly ComparisonRow[], from: number): number {
  const isOne = (row: ComparisonRow | undefined) => row?.as === "step" && row.step.status !== "same";
  for (let by = 1; by <= rows.length; by++) {
    const at = (from + by + rows.length) % rows.length;
    if (isOne(rows[at])) return at;
  }
  return -1;
}
