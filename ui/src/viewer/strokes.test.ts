import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleSkeleton } from "../../test/sample-skeleton.ts";
import { layOut } from "./layout.ts";
import { strokesOf } from "./strokes.ts";

const spans = fc.array(
  fc.record({
    depth: fc.constant(0),
    start: fc.nat({ max: 1000 }),
    duration: fc.option(fc.nat({ max: 500 })),
    failed: fc.boolean(),
  }),
  { maxLength: 60 },
);
const windows = fc.tuple(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 1500 }), fc.integer({ min: 1, max: 300 }));

test("strokes stand apart and in order, no more than pixels, and every span that is seen has its pixel", () => {
  fc.assert(
    fc.property(spans, windows, (rows, [from, span, width]) => {
      const layout = layOut(sampleSkeleton(rows));
      const canvas = { window: { from, to: from + span }, width, now: 1500 };
      const strokes = strokesOf(
        layout,
        Uint32Array.from(rows, (_, row) => row),
        canvas,
      );
      const painted = new Map<number, number>();
      let last = 0;
      for (let at = 0; at < strokes.count; at += 1) {
        expect(strokes.from[at]).toBeGreaterThanOrEqual(last);
        expect(strokes.to[at]).toBeGreaterThan(strokes.from[at] as number);
        last = strokes.to[at] as number;
        for (let x = strokes.from[at] as number; x < last; x += 1) painted.set(x, strokes.worst[at] as number);
      }
      expect(last).toBeLessThanOrEqual(width);
      for (const { start, duration, failed } of rows) {
        const end = duration === null ? (failed ? start : Math.max(start, 1500)) : start + duration;
        if (end < from || start >= from + span) continue;
        const x = Math.max(0, Math.floor((start - from) * (width / span)));
        expect(painted.get(x)).toBeGreaterThanOrEqual(failed ? 2 : duration === null ? 1 : 0);
      }
    }),
  );
});

test("a failure among a thousand in one pixel is what is seen of them", () => {
  const rows = Array.from({ length: 1000 }, (_, at) => ({ depth: 0, start: at, duration: 1, failed: at === 500 }));
  const layout = layOut(sampleSkeleton(rows));
  const all = Uint32Array.from(rows, (_, row) => row);
  const strokes = strokesOf(layout, all, { window: { from: 0, to: 100_000 }, width: 100, now: 0 });
  expect([[...strokes.from], [...strokes.to], [...strokes.worst]]).toEqual([[0], [1], [2]]);
});

test("what follows at once is told apart where there is room", () => {
  const rows = [
    { depth: 0, start: 0, duration: 50 },
    { depth: 0, start: 50, duration: 50 },
  ];
  const layout = layOut(sampleSkeleton(rows));
  const strokes = strokesOf(layout, Uint32Array.of(0, 1), { window: { from: 0, to: 100 }, width: 20, now: 0 });
  expect([[...strokes.from], [...strokes.to]]).toEqual([
    [0, 10],
    [9, 20],
  ]);
});
