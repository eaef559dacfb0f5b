import fc from "fast-check";
import { expect, test } from "vitest";
import { rowHeight } from "./draw-bars.ts";
import { scrollTo, seenRows, spaceOf } from "./scroll-space.ts";

test("what is scrolled into view is among the lines that are drawn, and on the screen", () => {
  const counts = fc.integer({ min: 1, max: 3_000_000 });
  fc.assert(
    fc.property(counts, fc.nat(), fc.integer({ min: 100, max: 2000 }), fc.nat(), (count, from, height, asked) => {
      const index = asked % count;
      const most = Math.max(0, spaceOf(count) - height);
      const top = scrollTo(index, { top: most === 0 ? 0 : from % most, height, count });
      expect(top).toBeGreaterThanOrEqual(0);
      const { first, last, shift } = seenRows({ top, height, count });
      expect(index).toBeGreaterThanOrEqual(first);
      expect(index).toBeLessThan(last);
      const y = index * rowHeight + shift - top;
      expect(y).toBeGreaterThan(-1);
      expect(y + rowHeight).toBeLessThan(height + 1);
    }),
  );
});

test("no more lines are drawn than fit and some, however many there are", () => {
  const { first, last } = seenRows({ top: 5_000_000, height: 880, count: 2_000_000 });
  expect(last - first).toBeLessThanOrEqual(64);
  expect(seenRows({ top: 0, height: 880, count: 3 })).toEqual({ first: 0, last: 3, shift: 0 });
});
