import { expect, test } from "vitest";
import { intervalFor, intervalStarts } from "./intervals.ts";

const at = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test("intervals begin by the viewer's clocks and cover the range", () => {
  expect(intervalStarts(at(20, 22, 30), at(21, 1), "hour")).toEqual([at(20, 22), at(20, 23), at(21)]);
  expect(intervalStarts(at(20, 22), at(22, 1), "day")).toEqual([at(20), at(21), at(22)]);
  // The 16th is a Monday.
  expect(intervalStarts(at(20), at(24), "week")).toEqual([at(16), at(23)]);
  expect(intervalStarts(at(20), at(21), "month")).toEqual([at(1)]);
  expect(intervalStarts(0, at(1), "minute")).toHaveLength(2000);
});

test("the step follows the length of the range", () => {
  const iso = (millis: number) => new Date(millis).toISOString();
  expect([
    intervalFor({}, 0),
    intervalFor({ last: "1h" }, 0),
    intervalFor({ last: "all" }, 0),
    intervalFor({ from: iso(at(1)), to: iso(at(1, 1)) }, 0),
    intervalFor({ from: iso(at(1)) }, at(20)),
    intervalFor({ to: iso(at(1)) }, 0),
  ]).toEqual(["hour", "minute", "day", "minute", "day", "day"]);
});
