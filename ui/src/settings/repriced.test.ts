import { expect, test } from "vitest";
import { repricedWords } from "./repriced.ts";

test("what was found in words", () => {
  const sum = { calls: 2, changed: 1, models: new Map() };
  expect([
    repricedWords(sum, false),
    repricedWords(sum, true),
    repricedWords({ ...sum, calls: 0, changed: 0 }, false),
  ]).toEqual([
    "1 of 2 calls would cost something else. Nothing is stored yet.",
    "Stored: 1 of 2 calls cost something else now.",
    "0 calls looked at; none would cost anything else.",
  ]);
});
