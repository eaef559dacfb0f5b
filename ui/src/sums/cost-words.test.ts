import { expect, test } from "vitest";
import { measureOf, narrowedBy, narrowingOf } from "./cost-words.ts";

test("what narrows the sums is asked for, and can be taken away", () => {
  const search = { by: "model", step: "day", last: "7d", agent: "coder", status: "error", sort: "cost" } as const;
  expect(narrowingOf(search)).toEqual({ agent: "coder", status: "error" });
  expect(narrowedBy(search).map(({ name, value }) => [name, value])).toEqual([
    ["agent", "coder"],
    ["status", "error"],
  ]);
  expect(narrowedBy(search)[0]?.without).toEqual({ ...search, agent: undefined });
});

test("tools are counted, all else is what it cost", () => {
  expect([measureOf({}), measureOf({ by: "tool" }), measureOf({ by: "tool", of: "cost" })]).toEqual([
    "cost",
    "calls",
    "cost",
  ]);
});
