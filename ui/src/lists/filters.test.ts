import { expect, test } from "vitest";
import type { ListSearch } from "../search.ts";
import { boundWords, chipsOf, isNarrowed, turned, widened } from "./filters.ts";

test("each thing a list is narrowed to is a chip that leads out of it", () => {
  const search: ListSearch = {
    ...{
      status: ["error"] as const,
      agent: ["planner", "coder"],
      minCost: "0.5",
      minDuration: "2500000000",
      hasError: "true" as const,
    },
    ...{ attr: ["http.route=/a=b"], meta: ["plan=pro"], last: "7d" as const, sort: "cost", q: "refund" },
  };
  const chips = chipsOf(search);
  expect(chips.map(({ text }) => text)).toEqual([
    "Failed",
    "Agent: planner",
    "Agent: coder",
    "Took at least 2.5 s",
    "Cost at least $0.50",
    "With failed steps",
    "http.route = /a=b",
    "plan = pro",
  ]);
  expect(chips.map(({ without }) => chipsOf(without).length)).toEqual(chips.map(() => chips.length - 1));
  expect(widened(search)).toEqual({ last: "7d", sort: "cost" });
  expect([isNarrowed(search), isNarrowed({ q: "a" }), isNarrowed(widened(search))]).toEqual([true, true, false]);
});

test("a value comes and goes", () => {
  const once = turned({ last: "7d" }, "tool", "search");
  expect(once).toEqual({ last: "7d", tool: ["search"] });
  expect(turned(once, "tool", "fetch").tool).toEqual(["search", "fetch"]);
  expect(turned(once, "tool", "search").tool).toBeUndefined();
});

test("amounts are read as people write them", () => {
  const { minDuration, minCost, minTokens } = boundWords;
  expect(["2", "0.25", "1,5", "soon"].map(minDuration.read)).toEqual([
    "2000000000",
    "250000000",
    "1500000000",
    undefined,
  ]);
  expect(["$1.50", "0,2", "-1"].map(minCost.read)).toEqual(["1.50", "0.2", undefined]);
  expect([" 500 ", "5e3"].map(minTokens.read)).toEqual(["500", undefined]);
});
