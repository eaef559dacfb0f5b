import { expect, test } from "vitest";
import { bucketName, factName, factValue, inReadingOrder, notCountedWords, ofWhich, rateWords } from "./fact-words.ts";

test("facts have readable names, the asked-for ones first", () => {
  expect(inReadingOrder({ userId: 1, model: 2, cost: 3, tags: 4 }).map(([name]) => name)).toEqual([
    "cost",
    "model",
    "userId",
    "tags",
  ]);
  expect(["responseModel", "firstTokenNanos", "countsTowardTotals", "tags"].map(factName)).toEqual([
    "Response model",
    "First token",
    "Counts",
    "Tags",
  ]);
});

test("any value is said in one short line", () => {
  const told = (field: string, value: unknown, reader = "shared") => factValue(field, { value, reader });
  expect([
    told("cost", "0.0015", "computed"),
    told("cost", "0.0015", "estimated"),
    told("cost", null, "ledger"),
    told("streaming", false),
    told("firstTokenNanos", 909_650_162),
    told("tokens", { input: 1204, output: 36, cached: 903, cacheWrite: 20, reasoning: 0 }),
    told("tags", ["a", { b: 1 }]),
    told("metadata", { deep: { er: [null] } }),
    told("model", "x".repeat(500)).length,
  ]).toEqual([
    "$0.0015",
    "~$0.0015",
    "unknown",
    "no",
    "909,650,162 ns",
    "input 1,204, output 36, cached 903, cache write 20",
    'a, {"b":1}',
    'deep {"er":[null]}',
    161,
  ]);
});

test("a line of the arithmetic names its bucket and its rate", () => {
  const line = { bucket: "cache_write_1h", quantity: 2, unit: "token", rate: "6", cost: "0.000012" } as const;
  expect([bucketName(line), rateWords(line), rateWords({ ...line, unit: "request", rate: "10" })]).toEqual([
    "cache write 1h",
    "$6 / 1M",
    "$10 / 1k",
  ]);
});

test("only what there is of the tokens is told", () => {
  expect([
    ofWhich([[0, "cached"]]),
    ofWhich([
      [9030, "cached"],
      [200, "written to cache"],
    ]),
  ]).toEqual(["", "of which 9k cached, 200 written to cache"]);
});

test("why a span does not count is a sentence", () => {
  expect([null, "not a call", "wrapper", "same call as another span"].map(notCountedWords)).toEqual([
    null,
    null,
    "Not counted: it wraps calls, and only calls count.",
    "Not counted: same call as another span.",
  ]);
});
