import { expect, test } from "vitest";
import type { StripStep } from "../strip/strip-steps.ts";
import { isMostlyIdle } from "./idle-part.ts";

const step = (start: number, duration: number | null, kind = "llm"): StripStep => ({
  ...{ start, duration, kind, name: "", agent: "", count: 1, failed: 0 },
});

test("a session with days between its turns is mostly idle, one that works is not", () => {
  expect(isMostlyIdle([step(0, 10), step(1000, 10)], 0)).toBe(true);
  expect(isMostlyIdle([step(0, 1000, "agent"), step(0, 10), step(990, 10)], 0)).toBe(true);
  expect(isMostlyIdle([step(0, 500), step(100, 10), step(900, 100)], 0)).toBe(false);
  expect(isMostlyIdle([step(0, null)], 1000)).toBe(false);
  expect(isMostlyIdle([], 0)).toBe(true);
});
