import { expect, test } from "vitest";
import { lineSummary, stackSummary } from "./summary.ts";
import { markWords } from "./time-words.ts";
import { count, duration } from "./units.ts";

const at = (hour: number) => new Date(2026, 10, 21, hour).getTime();
const chart = { times: [at(7), at(8)], interval: "hour" } as const;

test("a chart is told in words", () => {
  const series = [
    { key: "a", label: "a", hue: "--color-series-1", values: [1, 2] },
    { key: "b", label: "b", hue: "--color-series-2", values: [1500, null] },
  ] as const;
  expect(stackSummary({ ...chart, series, unit: count })).toBe("In all 1.5k: b 1.5k, a 3. Most at Nov 21 07:00: 1.5k.");
  expect(stackSummary({ ...chart, series: [], unit: count })).toBe("Nothing in this time.");
  expect(lineSummary({ ...chart, series, unit: duration })).toBe(
    "a 2 ns at the end, at most 2 ns; b 1.5 µs at the end, at most 1.5 µs.",
  );
});

test("marks say the day where it begins", () => {
  expect([markWords(at(0), 3_600_000), markWords(at(7), 3_600_000), markWords(at(7), 86_400_000)]).toEqual([
    "Nov 21",
    "07:00",
    "Nov 21",
  ]);
});
