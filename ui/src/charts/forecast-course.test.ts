import { expect, test } from "vitest";
import { forecastCourse } from "./forecast-course.ts";

const days = [
  { date: "2026-11-01", from: "0", to: "10", spent: "1", expected: null },
  { date: "2026-11-02", from: "10", to: "20", spent: "0.5", expected: "2" },
  { date: "2026-11-03", from: "20", to: "30", spent: null, expected: "3" },
];

test("the month grows by what was spent and goes on by what is expected", () => {
  expect(forecastCourse({ days, expected: "6", low: "5", high: "8" }, 14n)).toEqual({
    spent: [
      { day: 0, sum: 0 },
      { day: 1, sum: 1 },
      { day: 1.4, sum: 1.5 },
    ],
    ahead: [
      { day: 1.4, sum: 1.5 },
      { day: 2, sum: 3 },
      { day: 3, sum: 6 },
    ],
    low: { day: 3, sum: 5 },
    high: { day: 3, sum: 8 },
    end: 3,
  });
});

test("without an expectation there is nothing ahead", () => {
  expect(forecastCourse({ days: days.slice(0, 1), expected: null, low: null, high: null }, 14n)).toMatchObject({
    ahead: [],
    low: undefined,
    high: undefined,
  });
});
