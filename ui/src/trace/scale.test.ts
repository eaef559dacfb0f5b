import { expect, test } from "vitest";
import { barOf, fitted, moved, ticksOf, zoomed } from "./scale.ts";

const window = { from: 100, to: 300 };

test("a bar is drawn where its span lies, cut at the window, and reaches to now while it runs", () => {
  expect(barOf({ start: 150, end: 200 }, window, 0)).toEqual({ left: 25, width: 25 });
  expect(barOf({ start: 0, end: 400 }, window, 0)).toEqual({ left: 0, width: 100 });
  expect(barOf({ start: 200, end: null }, window, 250)).toEqual({ left: 50, width: 25 });
  expect(barOf({ start: 200, end: 200 }, window, 0)).toEqual({ left: 50, width: 0 });
  expect([barOf({ start: 0, end: 99 }, window, 0), barOf({ start: 301, end: 400 }, window, 0)]).toEqual([null, null]);
  expect(barOf({ start: 0, end: 0 }, { from: 0, to: 0 }, 0)).toBeNull();
});

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
  expect(labels(0, 600e9, 3)).toEqual(["0", "3 m 20 s", "6 m 40 s"]);
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
  expect(fitted({ start: 100_000, end: 200_000 }, bounds)).toEqual({ from: 90_000, to: 210_000 });
});
