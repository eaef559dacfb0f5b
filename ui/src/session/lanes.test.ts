import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { lanesOf } from "./lanes.ts";
import { timeScale } from "./time-scale.ts";

const start = 1_731_500_000_000_000_000n;
const at = (seconds: number) => String(start + BigInt(seconds) * 1_000_000_000n);
const step = (spanId: string, from: number, to: number | null, said: Partial<Span> = {}) =>
  sampleSpan({
    spanId,
    name: spanId,
    kind: "tool",
    startTime: at(from),
    endTime: to === null ? null : at(to),
    ...said,
  });

test("each agent has a lane, and what ran side by side has rows in it", () => {
  const spans = [
    step("plan", 0, 10, { kind: "agent", agentName: "planner" }),
    step("a", 0, 4, { agentName: "planner" }),
    step("b", 2, 6, { agentName: "planner", status: "error" }),
    step("c", 4, 5, { agentName: "planner" }),
    step("get", 4, 5, { kind: "http", agentName: "planner" }),
    step("d", 11, null, { agentName: "writer", status: "running" }),
    step("e", 12, 13),
  ];
  const drawn = lanesOf(spans, at(0), 20e9).map(({ agent, rows, steps, failed }) => ({
    ...{ agent, steps, failed },
    rows: rows.map((row) => row.map(({ name, from, to }) => [name, from / 1e9, to / 1e9])),
  }));
  expect(drawn).toEqual([
    {
      ...{ agent: "planner", steps: 4, failed: 1 },
      rows: [
        [["planner", 0, 10]],
        [
          ["a", 0, 4],
          ["c", 4, 5],
        ],
        [["b", 2, 6]],
      ],
    },
    { agent: "writer", steps: 1, failed: 0, rows: [[["d", 11, 20]]] },
    { agent: "", steps: 1, failed: 0, rows: [[["e", 12, 13]]] },
  ]);
});

test("a long pause takes few pixels, work the rest in proportion", () => {
  const hour = 3600e9;
  const scale = timeScale(
    [
      { from: 0, to: 10e9 },
      { from: hour, to: hour + 30e9 },
    ],
    hour + 30e9,
    440,
  );
  expect(scale.parts.map(({ left, right, isIdle }) => [left, right, isIdle])).toEqual([
    [0, 100, false],
    [100, 140, true],
    [140, 440, false],
  ]);
  expect([scale.xAt(5e9), scale.xAt(hour), scale.timeAt(50), scale.timeAt(290)]).toEqual([50, 140, 5e9, hour + 15e9]);
});

test("time only goes to the right, and every place leads back to its time", () => {
  const stretch = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e4 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), fc.integer({ min: 200, max: 3000 }), (some, width) => {
      const work = some.map(([from, length]) => ({ from: from * 1e6, to: (from + length) * 1e6 }));
      const end = work.reduce((most, { to }) => Math.max(most, to), 1);
      const scale = timeScale(work, end, width);
      expect(scale.xAt(0)).toBeCloseTo(0);
      expect(scale.xAt(end)).toBeCloseTo(width);
      const times = work.flatMap(({ from, to }) => [from, to]).sort((one, other) => one - other);
      const places = times.map((time) => scale.xAt(time));
      for (const [place, x] of places.entries()) {
        expect(x).toBeGreaterThanOrEqual(places[place - 1] ?? 0);
        expect(Math.abs(scale.timeAt(x) - (times[place] as number))).toBeLessThan(1 + end / 1e6);
      }
    }),
  );
});
