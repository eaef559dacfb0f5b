import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test("knows what was meant, and when it does not", () => {
  const known = ["agent", "user", "status", "from", "to", "min-cost", "environment"];
  const told = ["agnet", "usr", "minCost", "env", "fromm", "Status", "zebra", "", "x".repeat(10_000)];
  expect(told.map((name) => nearest(name, known))).toEqual([
    "agent",
    "user",
    "min-cost",
    "environment",
    "from",
    "status",
    undefined,
    undefined,
    undefined,
  ]);
});
