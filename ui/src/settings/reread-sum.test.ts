import { expect, test } from "vitest";
import { factWords, rereadSum, rereadWords } from "./reread-sum.ts";

const page = (read: number, byFact: Readonly<Record<string, number>>) => ({
  ...{ read, changed: Object.keys(byFact).length, byFact, nextCursor: null },
  examples: Array.from({ length: 10 }, (_, at) => ({ traceId: "a", spanId: String(at), name: "work", changes: {} })),
});

test("pages of spans are one sum, with the first examples", () => {
  const sum = rereadSum(rereadSum(undefined, page(1000, { userId: 3, model: 1 })), page(40, { userId: 2 }));
  expect([sum.read, sum.changed, [...sum.byFact], sum.examples.length]).toEqual([
    1040,
    3,
    [
      ["userId", 5],
      ["model", 1],
    ],
    12,
  ]);
  expect([
    rereadWords(sum, false),
    rereadWords(sum, true),
    rereadWords(rereadSum(undefined, page(1, {})), false),
  ]).toEqual([
    "3 of 1,040 spans would change. Nothing is stored yet.",
    "Stored: 3 of 1,040 spans are told otherwise now.",
    "1 span read; none would change.",
  ]);
});

test("a fact in a few words", () => {
  expect(["", null, [], "c-7", ["a"], { input: 1 }, "x".repeat(500)].map(factWords)).toEqual([
    "nothing",
    "nothing",
    "nothing",
    "c-7",
    '["a"]',
    '{"input":1}',
    `${"x".repeat(120)}…`,
  ]);
});
