import { expect, test } from "vitest";
import { plotData } from "./drawn.ts";
import { count } from "./units.ts";

const series = [
  { key: "b", label: "b", hue: "--color-series-2", values: [10, null] },
  { key: "a", label: "a", hue: "--color-series-1", values: [1, 2] },
] as const;
const drawn = { times: [0, 2000], begin: 0, end: 4000, series, unit: count, unknown: undefined } as const;

test("a stack is painted from its top to its foot, in the middle of each interval", () => {
  expect(plotData({ ...drawn, shape: "stack" })).toEqual([
    [1, 3],
    [11, 2],
    [1, 2],
  ]);
});

test("lines are as they are", () => {
  expect(plotData({ ...drawn, shape: "lines" })).toEqual([
    [1, 3],
    [10, null],
    [1, 2],
  ]);
});
