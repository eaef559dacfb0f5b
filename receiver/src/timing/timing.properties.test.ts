import fc from "fast-check";
import { expect, test } from "vitest";
import { stepColumns, type ToldStep } from "../../test/step-columns.ts";
import { timingOf } from "./timing.ts";

const moment = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0, 1_700_000_000_000_000_000n, 1_700_000_000_000_000_003n, 2n ** 64n - 1n),
);

const step = (most: number) =>
  fc.record({
    parent: fc.integer({ min: 0, max: most + 3 }),
    start: moment,
    lasts: fc.oneof(fc.integer({ min: -5, max: 40 }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    kind: fc.constantFrom("agent", "llm", "tool", "retrieval", "http", "span"),
    state: fc.constantFrom("ended", "ended", "ended", "running", "abandoned"),
    service: fc.constantFrom("", "a", "b"),
    spanKind: fc.constantFrom(1, 2, 3),
    failed: fc.boolean(),
    firstToken: fc.integer({ min: 0, max: 30 }),
  } as const);

const traces = fc.array(step(14), { maxLength: 14 }).map((steps) =>
  steps.map(({ lasts, ...one }, at): ToldStep => {
    const end = one.state === "ended" ? BigInt(one.start) + BigInt(lasts) : one.start;
    return { id: at + 1, ...one, end: one.state === "ended" ? clamped(end, BigInt(one.start)) : one.start };
  }),
);

/** What a signed 64-bit duration reaches. */
const clamped = (end: number | bigint, start: bigint) => {
  const [low, high] = [start - 2n ** 63n, start + 2n ** 63n - 1n];
  const exact = BigInt(end);
  return exact < low ? low : exact > high ? high : exact;
};

const sum = (nanos: readonly string[]) => nanos.reduce((total, one) => total + BigInt(one), 0n);

test("the path fills its window without a gap or an overlap, and busy and idle make the wall", () => {
  fc.assert(
    fc.property(traces, fc.constantFrom("last", "root"), (steps, until) => {
      const told = timingOf(stepColumns(steps), { now: 50n, until });
      const { segments, steps: onPath, byKind, startTime, wallNanos } = told.criticalPath;
      let reached = BigInt(startTime);
      for (const segment of segments) {
        expect(BigInt(segment.startTime)).toBe(reached);
        expect(BigInt(segment.durationNanos) > 0n).toBe(true);
        reached += BigInt(segment.durationNanos);
      }
      expect(reached).toBe(BigInt(told.criticalPath.endTime));
      expect(sum(segments.map(({ durationNanos }) => durationNanos))).toBe(BigInt(wallNanos));
      expect(sum(onPath.map(({ selfNanos }) => selfNanos))).toBe(BigInt(wallNanos));
      expect(sum(Object.values(byKind))).toBe(BigInt(wallNanos));
      expect(BigInt(told.busyNanos) + BigInt(told.idleNanos)).toBe(BigInt(told.wallNanos));
      expect(BigInt(told.idleNanos) >= 0n).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("no kind is busier than all together, and all together no busier than each on its own", () => {
  fc.assert(
    fc.property(traces, (steps) => {
      const { busyNanos, byKind } = timingOf(stepColumns(steps), { now: 50n });
      const each = Object.values(byKind).map((one) => BigInt(one.busyNanos));
      expect(each.every((one) => one <= BigInt(busyNanos))).toBe(true);
      expect(each.reduce((total, one) => total + one, 0n) >= BigInt(busyNanos)).toBe(true);
    }),
  );
});

test("the order in which steps are told changes nothing", () => {
  const apart = traces.map((steps) => steps.map((one, at) => ({ ...one, start: at * 7, end: at * 7 + at })));
  fc.assert(
    fc.property(apart, (steps) => {
      const told = (order: readonly ToldStep[]) => timingOf(stepColumns(order), { now: 50n });
      expect(told(steps.toReversed())).toEqual(told(steps));
    }),
  );
});

test.each([
  ["one below the other", (at: number) => at],
  ["all below one", (at: number) => Math.min(at, 1)],
  ["in a tree", (at: number) => at >> 2],
  ["one below the other, each outliving the one above", (at: number) => at],
])("tells a hundred thousand steps %s within a breath", (how, parent) => {
  const outlive = how.endsWith("above");
  const steps = Array.from({ length: 100_000 }, (_, at) => ({
    id: at + 1,
    parent: parent(at),
    start: at,
    end: outlive ? 200_000 + at : 200_000 - at,
  }));
  const columns = stepColumns(steps);
  const began = performance.now();
  expect(timingOf(columns, { now: 0n }).steps).toBe(100_000);
  expect(performance.now() - began).toBeLessThan(3000);
});
