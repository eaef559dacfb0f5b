import { expect, test } from "vitest";
import { errorValues } from "./error-values.ts";

test("errors are offered by what they are called and by what they say, the most frequent first", () => {
  const items = [
    { name: "TimeoutError", detail: "no answer after <duration>", calls: 3 },
    { name: "RateLimit", detail: "slow down", calls: 4 },
    { name: "TimeoutError", detail: "the pool is empty", calls: 2 },
    { name: "error", detail: null, calls: 1 },
  ];
  expect(errorValues(items, "errorType")).toEqual([
    { value: "TimeoutError", count: 5 },
    { value: "RateLimit", count: 4 },
    { value: "error", count: 1 },
  ]);
  expect(errorValues(items, "errorShape").map(({ value }) => value)).toEqual([
    "slow down",
    "no answer after <duration>",
    "the pool is empty",
  ]);
});
