import { expect, test } from "vitest";
import { measureOf, narrowedBy, narrowingOf } from "./cost-words.ts";

test("what narrows the sums is asked for, and can be taken away", () => {
  const search = { by: "model", step: "day", last: "7d", agent: "coder", status: "error", sort: "cost" } as const;
  expect(narrowingOf(search)).toEqual({ agent: "coder", status: "error" });
  expect(narrowedBy(search).map(({ words }) => words)).toEqual(["agent coder", "status error"]);
  expect(narrowedBy(search)[0]?.without).toEqual({ ...search, agent: undefined });
});

test("whatever narrows the sums is told, also where nothing can be summed by it", () => {
  const search = {
    agent: ["coder", "planner"],
    release: "2",
    minCost: "0.5",
    attr: ["lane=blue"],
    q: "refund",
  } as const;
  const narrowed = narrowedBy({ ...search, minErrors: "3", hasError: "true" });
  const all = { ...search, minErrors: "3", hasError: "true" };
  expect(narrowed).toEqual([
    { words: "agent coder", without: { ...all, agent: ["planner"] } },
    { words: "agent planner", without: { ...all, agent: ["coder"] } },
    { words: "Release: 2", without: { ...all, release: undefined } },
    { words: "Cost at least $0.50", without: { ...all, minCost: undefined } },
    { words: "With failed steps", without: { ...all, hasError: undefined } },
    { words: "lane = blue", without: { ...all, attr: [] } },
    { words: "says refund", without: { ...all, q: undefined } },
  ]);
});

test("tools are counted, all else is what it cost", () => {
  expect([measureOf({}), measureOf({ by: "tool" }), measureOf({ by: "tool", of: "cost" })]).toEqual([
    "cost",
    "calls",
    "cost",
  ]);
});
