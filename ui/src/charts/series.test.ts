import { expect, test } from "vitest";
import { stackedSeries, stackUp } from "./series.ts";

const times = [10, 20, 30];

test("what is named is stacked, what is left of the totals is the rest", () => {
  const told = [
    { time: 10, key: "a", value: 1 },
    { time: 30, key: "a", value: 2 },
    { time: 30, key: "b", value: 0.1 },
    { time: 30, key: "unasked", value: 9 },
    { time: 40, key: "a", value: 7 },
  ];
  const totals = [
    { time: 10, value: 1 },
    { time: 20, value: 4 },
    { time: 30, value: 2.1 },
  ];
  const series = stackedSeries({ times, keys: ["a", "b"], told, totals, restLabel: "all else" });
  expect(series).toEqual([
    { key: "a", label: "a", hue: "--color-series-1", values: [1, 0, 2] },
    { key: "b", label: "b", hue: "--color-series-2", values: [0, 0, 0.1] },
    { key: "", label: "all else", hue: "--color-series-rest", values: [0, 4, 0] },
  ]);
  expect(stackUp(series)).toEqual([
    [1, 0, 2],
    [1, 0, 2.1],
    [1, 4, 2.1],
  ]);
});

test("without a rest there is no series for it", () => {
  const totals = [{ time: 10, value: 1 }];
  const told = [{ time: 10, key: "a", value: 1 }];
  expect(stackedSeries({ times, keys: ["a"], told, totals, restLabel: "all else" }).map(({ key }) => key)).toEqual([
    "a",
  ]);
});
