import { expect, test } from "vitest";
import type { StepPair, TracePair } from "./compare-query.ts";
import { comparisonRows, nextDifference } from "./comparison-rows.ts";

const traceId = "a".repeat(32);
const spanId = (at: number) => String(at).padStart(16, "0");
const keyOf = (at: number) => `${traceId}/${spanId(at)}`;

type Step = NonNullable<StepPair["left"]>;
const stepOf = (at: number, parent: number | null) =>
  ({ spanId: spanId(at), parentSpanId: parent === null ? null : spanId(parent) }) as Step;

function pairOf(status: StepPair["status"], at: number, parent: number | null): StepPair {
  const step = stepOf(at, parent);
  return {
    status,
    left: status === "added" ? null : step,
    right: status === "removed" ? null : step,
    changes: [],
    difference: null,
  };
}

const traceOf = (steps: readonly StepPair[]) =>
  ({ left: { traceId }, right: { traceId }, steps }) as unknown as TracePair;

const said = (traces: readonly TracePair[], open: readonly string[] = [], selected?: string) =>
  comparisonRows(traces, new Set(open), selected).map((row) =>
    row.as === "trace" ? "trace" : row.as === "fold" ? `${row.count} the same` : `${row.depth} ${row.step.status}`,
  );

const trace = traceOf([
  pairOf("changed", 1, null),
  pairOf("same", 2, 1),
  pairOf("same", 3, 1),
  pairOf("same", 4, 3),
  pairOf("removed", 5, 4),
  pairOf("same", 6, 1),
  pairOf("added", 7, 6),
]);

test("many that are the same are one line, few stand as they are, children below their parents", () => {
  expect(said([trace])).toEqual(["0 changed", "3 the same", "3 removed", "1 same", "2 added"]);
});

test("a fold that is open, or holds what is selected, shows its steps", () => {
  const opened = ["0 changed", "3 the same", "1 same", "1 same", "2 same", "3 removed", "1 same", "2 added"];
  expect([said([trace], [`fold ${keyOf(2)}`]), said([trace], [], keyOf(4))]).toEqual([opened, opened]);
});

test("more traces than one each have a line above their steps", () => {
  expect(said([traceOf([pairOf("added", 1, null)]), traceOf([])])).toEqual(["trace", "0 added", "trace"]);
});

test("the next difference is behind where one is, and behind the last the first again", () => {
  const rows = comparisonRows([trace], new Set(), undefined);
  expect([-1, 0, 2, 4].map((from) => nextDifference(rows, from))).toEqual([0, 2, 4, 0]);
  expect([nextDifference([], -1), nextDifference(comparisonRows([traceOf([])], new Set(), undefined), 0)]).toEqual([
    -1, -1,
  ]);
});
