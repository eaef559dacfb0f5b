import { expect, test } from "vitest";
import { errorShapes } from "./error-values.ts";

test("what errors say is offered once, whatever they are called, the most frequent first", () => {
  const items = [
    { detail: "no answer after <duration>", calls: 3 },
    { detail: "slow down", calls: 4 },
    { detail: "no answer after <duration>", calls: 2 },
    { detail: null, calls: 1 },
  ];
  expect(errorShapes(items)).toEqual([
    { value: "no answer after <duration>", count: 5 },
    { value: "slow down", count: 4 },
  ]);
});
