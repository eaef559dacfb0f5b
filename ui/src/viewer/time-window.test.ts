import fc from "fast-check";
import { expect, test } from "vitest";
import { between, fitted, moved, ticksOf, zoomed } from "./time-window.ts";

test("ticks fall on round moments", () => {
  const labels = (from: number, to: number, most: number) => ticksOf({ from, to }, most).map(({ label }) => label);
  expect(ticksOf({ from: 130, to: 720 }, 4)).toEqual([
    { at: 200, label: "200 ns" },
    { at: 400, label: "400 ns" },
    { at: 600, label: "600 ns" },
  ]);
  expect(labels(0, 12.4e9, 3)).toEqual(["0", "5 s", "10 s"]);
  expect(labels(130_900_000, 131_700_000, 4)).toEqual(["131.0 ms", "131.2 ms", "131.4 ms", "131.6 ms"]);
  expect(labels(0, 2e9, 4)).toEqual(["0", "500 ms", "1.0 s", "1.5 s"]);
  expect(labels(0, 600e9, 3)).toEqual(["0", "5 m"]);
  expect(labels(0, 5 * 3600e9, 5)).toEqual(["0", "1 h", "2 h", "3 h", "4 h"]);
  expect(labels(0, 40 * 86_400e9, 5)).toEqual(["0", "10 d", "20 d", "30 d"]);
  expect(ticksOf({ from: 5, to: 5 }, 4)).toEqual([]);
});

test("zooming keeps the point under the pointer and stays within the trace", () => {
  const bounds = { from: 0, to: 1_000_000 };
  expect(zoomed({ from: 0, to: 1_000_000 }, { factor: 0.5, share: 0.25, bounds })).toEqual({
    from: 125_000,
    to: 625_000,
  });
  expect(zoomed({ from: 900_000, to: 1_000_000 }, { factor: 4, share: 1, bounds })).toEqual({
    from: 600_000,
    to: 1_000_000,
  });
  expect(moved({ from: 800_000, to: 900_000 }, 500_000, bounds)).toEqual({ from: 900_000, to: 1_000_000 });
  expect(fitted({ from: 100_000, to: 200_000 }, bounds)).toEqual({ from: 90_000, to: 210_000 });
});

test("a stretch that was drawn over is what is shown, from either side, unless it was hardly one", () => {
  const window = { from: 100_000, to: 300_000 };
  expect(between(window, 0.25, 0.5)).toEqual({ from: 150_000, to: 200_000 });
  expect(between(window, 1.5, 0.5)).toEqual({ from: 200_000, to: 300_000 });
  expect(between(window, 0.5, 0.501)).toBe(null);
});

test("however it is zoomed and moved, a window lies within the trace and is no empty one", () => {
  const bounds = { from: 0, to: 10_000_000 };
  const turn = fc.record({
    factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.integer({ min: -20_000_000, max: 20_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(turn), (turns) => {
      let window = bounds;
      for (const { factor, share, by } of turns) {
        window = moved(zoomed(window, { factor, share, bounds }), by, bounds);
        expect(window.from).toBeGreaterThanOrEqual(0);
        expect(window.to).toBeLessThanOrEqual(bounds.to + 1e-3);
        expect(window.to - window.from).toBeGreaterThan(900);
      }
    }),
  );
});
