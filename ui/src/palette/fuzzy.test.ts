import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzy } from "./fuzzy.ts";

const best = (typed: string, ...texts: string[]) =>
  texts
    .map((text) => [text, fuzzy(text, typed)] as const)
    .filter(([, score]) => score !== undefined)
    .toSorted(([, a = 0], [, b = 0]) => a - b)
    .map(([text]) => text);

test("what begins so goes first, then what has a word that does, then what holds it", () => {
  expect(best("co", "Go to Cost", "Compare the two", "Record")).toEqual(["Compare the two", "Go to Cost", "Record"]);
  expect(best("theme dark", "Dark theme", "Light theme")).toEqual(["Dark theme"]);
  expect(best("gsess", "Go to Sessions", "Go to Traces")).toEqual(["Go to Sessions"]);
  expect(best("xyz", "Go to Sessions")).toEqual([]);
});

test("every text answers to itself, to its beginning, and to nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.nat(40), (text, length) => {
      expect(fuzzy(text, "")).toBe(0);
      const begin = text.slice(0, length);
      if (begin.trim() === begin) expect(fuzzy(text, begin)).toBe(0);
    }),
  );
});
