import { expect, test } from "vitest";
import { partsOfCost } from "./parts-of-cost.ts";

const tokens = { input: 1000, output: 50, total: 1050, cached: 600, cacheWrite: 0, reasoning: 0 };
const told = { source: "computed", priceVersion: "1" } as const;

test("each part of a call with its tokens and its cost, what was not used left out", () => {
  const cost = { total: "0.5", input: "0.3", output: "0.1", cached: "0.1", cacheWrite: "0", ...told };
  expect(partsOfCost({ tokens, cost }).map((part) => [part.name, part.tokens, part.dollars])).toEqual([
    ["input", 400, "0.3"],
    ["cached", 600, "0.1"],
    ["cacheWrite", null, null],
    ["output", 50, "0.1"],
  ]);
});

test("the parts of a sum that was reported whole, and of no cost at all, are not known", () => {
  const cost = { total: "0.5", input: "0", output: "0", cached: "0", cacheWrite: "0", ...told };
  expect(partsOfCost({ tokens: null, cost }).map(({ dollars }) => dollars)).toEqual([null, null, null, null]);
  expect(partsOfCost({ tokens, cost: null }).map((part) => [part.tokens, part.dollars])).toEqual([
    [400, null],
    [600, null],
    [null, null],
    [50, null],
  ]);
});
