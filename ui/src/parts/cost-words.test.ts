import { expect, test } from "vitest";
import { formatCost } from "../../../receiver/src/format.ts";
import type { Cost, CostCoverage } from "../../../receiver/src/model/usage.ts";
import { costWords, coverageWords, shortCoverage, sumWords } from "./cost-words.ts";

const version = "genai-prices@0.1.8+1";
const cost = (source: Cost["source"], priceVersion: string | null = version): Cost => ({
  total: "0.0123456",
  input: "0.0123456",
  output: "0",
  cached: "0",
  cacheWrite: "0",
  source,
  priceVersion,
});
const coverage = (said: Partial<CostCoverage>): CostCoverage => ({
  reported: 0,
  computed: 0,
  estimated: 0,
  unknown: 0,
  ...said,
});

test("an estimated cost is marked, and each says where it comes from", () => {
  expect(
    [cost("reported", null), cost("computed"), cost("estimated")].map((one) => [formatCost(one), costWords(one)]),
  ).toEqual([
    ["$0.012", "$0.0123456, as reported by the library or provider"],
    ["$0.012", "$0.0123456, computed from tokens, prices of genai-prices@0.1.8+1"],
    [
      "~$0.012",
      "estimated: $0.0123456, tokens counted by a tokenizer since the provider told none, prices of genai-prices@0.1.8+1",
    ],
  ]);
});

test("a sum says how many calls it covers", () => {
  const covers = [
    coverage({}),
    coverage({ computed: 1 }),
    coverage({ unknown: 1 }),
    coverage({ computed: 1200 }),
    coverage({ computed: 9, unknown: 3 }),
  ];
  expect(covers.map((one) => [coverageWords(one), shortCoverage(one)])).toEqual([
    ["no call that may have cost something", null],
    ["the one call has a known cost", null],
    ["0 of 1 call has a known cost; 1 call of unknown models, or without tokens", "0 of 1 call"],
    ["all 1,200 calls have a known cost", null],
    ["9 of 12 calls have a known cost; 3 calls of unknown models, or without tokens", "9 of 12 calls"],
  ]);
});

test("the hover of a sum has every digit, the coverage and the sources", () => {
  expect(sumWords(cost("estimated"), coverage({ reported: 2, computed: 6, estimated: 1, unknown: 3 }))).toBe(
    `estimated in part: $0.0123456
9 of 12 calls have a known cost; 3 calls of unknown models, or without tokens
2 reported, 6 computed, 1 estimated, prices of genai-prices@0.1.8+1`,
  );
  expect(sumWords(cost("reported", null), coverage({ reported: 2 }))).toBe(
    "$0.0123456\nall 2 calls have a known cost\n2 reported",
  );
  expect(sumWords(null, coverage({ unknown: 2 }))).toBe(
    "0 of 2 calls have a known cost; 2 calls of unknown models, or without tokens",
  );
});
