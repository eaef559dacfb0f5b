import type { Trace } from "../model/trace.ts";
import { alignLists } from "./align-lists.ts";
import type { Allowance } from "./allowance.ts";
import { compareSteps, type PairStatus, type StepPair } from "./compare-steps.ts";
import type { ComparedStep } from "./compared-step.ts";
import { type SummaryDifference, summaryDifference } from "./difference.ts";

/** A trace and the first of its steps; of one that was not looked into, none. */
export interface ComparedTrace {
  readonly trace: Trace;
  readonly steps: readonly ComparedStep[];
}

export interface TracePair {
  readonly status: PairStatus | "unknown";
  readonly left: Trace | null;
  readonly right: Trace | null;
  readonly difference: SummaryDifference | null;
  readonly counts: Readonly<Record<PairStatus, number>>;
  readonly steps: readonly StepPair[];
}

/** The traces of two sessions, each with the one that does the same in the other, in their order. */
export function pairTraces(
  left: readonly Trace[],
  right: readonly Trace[],
): readonly (readonly [Trace | null, Trace | null])[] {
  const likenesses = (traces: readonly Trace[]) => traces.map(likenessOf);
  const pairs = alignLists(likenesses(left), likenesses(right));
  return pairs.map(([one, other]) => [left[one] ?? null, right[other] ?? null]);
}

const likenessOf = ({ name, rootKind, inputPreview }: Trace) => {
  const label = `${rootKind} ${name}`;
  return { kind: rootKind, name, label, whole: `${label} ${inputPreview ?? ""}` };
};

/** Yields now and then, so that others may work. */
export function* compareTraces(
  left: ComparedTrace,
  right: ComparedTrace,
  allowance: Allowance,
): Generator<undefined, TracePair> {
  const steps = yield* compareSteps(left.steps, right.steps, allowance);
  const counts = countsOf(steps);
  const status = counts.changed + counts.added + counts.removed > 0 ? "changed" : "same";
  const difference = summaryDifference(left.trace, right.trace);
  return { status, left: left.trace, right: right.trace, difference, counts, steps };
}

/** A pair whose steps are not looked at: one side is missing, or there were too many before. */
export function uncomparedPair(left: Trace | null, right: Trace | null): TracePair {
  const status = left === null ? "added" : right === null ? "removed" : "unknown";
  const difference = left === null || right === null ? null : summaryDifference(left, right);
  return { status, left, right, difference, counts: countsOf([]), steps: [] };
}

function countsOf(pairs: readonly { readonly status: PairStatus }[]): Record<PairStatus, number> {
  const counts = { same: 0, changed: 0, added: 0, removed: 0 };
  for (const { status } of pairs) counts[status] += 1;
  return counts;
}
