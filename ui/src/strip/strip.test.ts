import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutStrip } from "./strip-layout.ts";
import { readStrips, type StripStep } from "./strip-steps.ts";
import { stripWords, tickWords } from "./strip-words.ts";
import { failedParts, failureMarks, tickPaths } from "./tick-shapes.ts";

const second = 1e9;
const step = (start: number, more: Partial<StripStep> = {}): StripStep => ({
  ...{ start: start * second, duration: second, kind: "llm", name: "gpt-5", agent: "planner", count: 1, failed: 0 },
  ...more,
});
const shape = { width: 120, height: 20, now: 600 * second, by: "order" } as const;

const someSteps = fc
  .array(
    fc.record({
      start: fc.double({ min: 0, max: 1e15, noNaN: true }),
      duration: fc.option(fc.double({ min: -1e9, max: 1e15, noNaN: true })),
      kind: fc.constantFrom("agent", "llm", "tool", "retrieval", "guardrail", "event", "span", "toString"),
      name: fc.string(),
      agent: fc.string(),
      count: fc.integer({ min: 1, max: 50 }),
      failed: fc.integer({ min: 0, max: 1 }),
    }),
    { maxLength: 300 },
  )
  .map((steps) => steps.sort((one, other) => one.start - other.start));
const someShape = fc.record({
  width: fc.integer({ min: 1, max: 2000 }),
  height: fc.integer({ min: 1, max: 80 }),
  now: fc.double({ min: 0, max: 1e15, noNaN: true }),
  by: fc.constantFrom("order" as const, "time" as const),
});

test("whatever the steps are, each is told by one tick, in order and within the strip", () => {
  fc.assert(
    fc.property(someSteps, someShape, (steps, asked) => {
      const layout = layOutStrip(steps, asked);
      const { ticks } = layout;
      const told = ticks.flatMap(({ first, last }) => steps.slice(first, last + 1));
      expect(told).toEqual(steps);
      for (const [at, { x, width, height, failed, first, last }] of ticks.entries()) {
        expect(x).toBeGreaterThanOrEqual(ticks[at - 1]?.x ?? 0);
        expect(x + width).toBeLessThanOrEqual(Math.max(asked.width, width) + 0.001);
        expect(height).toBeGreaterThan(0);
        expect(height).toBeLessThanOrEqual(Math.max(1, asked.height - 5) + 0.001);
        expect(failed > 0).toBe(steps.slice(first, last + 1).some((one) => one.failed > 0));
      }
      expect(
        tickPaths(layout)
          .map(({ path }) => path)
          .join("") +
          failedParts(layout) +
          failureMarks(layout),
      ).not.toMatch(/NaN|Infinity|undefined/);
    }),
  );
});

test("a place leads to a moment, and later ones to later ones", () => {
  fc.assert(
    fc.property(someSteps, someShape, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (steps, asked, parts) => {
      const { timeAt, xAt } = layOutStrip(steps, asked);
      const places = parts.map((part) => part * asked.width).sort((one, other) => one - other);
      const times = places.map(timeAt);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      const back = times.map(xAt);
      expect(back.every((x) => Number.isFinite(x) && x <= asked.width + 0.001)).toBe(true);
    }),
  );
});

test("few steps stand side by side, a stall leaves a gap, a longer step is higher", () => {
  const steps = [
    step(0, { kind: "agent", duration: 90 * second }),
    step(0),
    step(1, { duration: 10 * second }),
    step(61),
  ];
  const { ticks } = layOutStrip(steps, shape);
  expect(ticks.map(({ x }) => Math.round(x))).toEqual([0, 8, 16, 40]);
  const [agent, short, long] = ticks.map(({ height }) => height);
  expect([(agent ?? 0) > (long ?? 0), (long ?? 0) > (short ?? 0)]).toEqual([true, true]);
});

test("where there is no room neighbours share a tick, and a failure is seen all the same", () => {
  const steps = Array.from({ length: 160 }, (_, at) => step(at, at === 77 ? { kind: "tool", failed: 1 } : {}));
  const { ticks } = layOutStrip(steps, shape);
  expect(ticks.length).toBeLessThanOrEqual(40);
  expect(ticks.filter(({ failed }) => failed > 0).map(({ family, failed }) => [family, failed])).toEqual([
    ["llm", 0.25],
  ]);
});

test("by time only what is in the window is drawn", () => {
  const steps = [step(0), step(10), step(20), step(30)];
  const window = { from: 10 * second, to: 20 * second };
  const { ticks, xAt } = layOutStrip(steps, { ...shape, by: "time", window });
  expect(ticks.map(({ first }) => first)).toEqual([1, 2]);
  expect([xAt(10 * second), xAt(15 * second)]).toEqual([0, 60]);
});

test("says what is drawn", () => {
  const steps = [
    step(0, { kind: "agent", name: "planner", duration: 18 * second }),
    step(1),
    step(2, { kind: "tool", name: "web_search", failed: 1, duration: 2 * second }),
    step(4, { kind: "retrieval", name: "", duration: null }),
  ];
  const strip = { startTime: "0", steps, stepCount: 4, title: null };
  expect(stripWords(strip, 18 * second)).toBe(
    "4 steps over 18 s: 1 agent, 1 model call, 1 tool, 1 retrieval. 1 failed. running",
  );
  expect(steps.map((one) => tickWords([one]))).toEqual([
    "planner · 18 s",
    "gpt-5 · 1 s · planner",
    "web_search · failed after 2 s · planner",
    "retrieval · running · planner",
  ]);
  expect(tickWords(steps)).toBe("4 steps · planner, gpt-5, web_search, … · 1 failed");
  expect(stripWords({ ...strip, steps: [], stepCount: 0 }, 0)).toBe("no steps");
});

test("an answer is read by its texts", () => {
  const ticks = { start: [0], duration: [null], kind: [1], name: [2], agent: [0], count: [3], failed: [1] };
  const item = { id: "s", title: "Hi", startTime: "5", stepCount: 3, ticks };
  expect([...readStrips({ of: "sessions", items: [item], texts: ["", "tool", "search"] })]).toEqual([
    [
      "s",
      {
        startTime: "5",
        stepCount: 3,
        title: "Hi",
        steps: [{ start: 0, duration: null, kind: "tool", name: "search", agent: "", count: 3, failed: 1 }],
      },
    ],
  ]);
});
