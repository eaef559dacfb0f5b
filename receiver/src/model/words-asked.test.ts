import { expect, test } from "vitest";
import { mostWords, wordsAsked } from "./words-asked.ts";

const texts = (q: string) => wordsAsked(q).map(({ text }) => text);

test.each([
  ["one two", ["one", "two"]],
  ['"one two" three', ["one two", "three"]],
  ['left "open quote', ["left", "open quote"]],
  ['say"hi there"', ["say", "hi there"]],
  ["東京　タワー", ["東京", "タワー"]],
  ["twice Twice TWICE", ["TWICE"]],
  [' "" " " \u00ad ', []],
  ["", []],
])("%j asks for %j", (q, words) => {
  expect(texts(q)).toEqual(words);
});

test("a word may stand as JSON writes it, and as JSON within JSON does", () => {
  expect(wordsAsked("a\\b").flatMap(({ forms }) => forms)).toEqual(["a\\b", "a\\\\b", "a\\\\\\\\b"]);
  expect(wordsAsked("東").flatMap(({ forms }) => forms)).toEqual(["東", "\\u6771", "\\\\u6771"]);
  expect(wordsAsked("я").flatMap(({ forms }) => forms)).toEqual([
    ...["я", "\\u044f", "\\u042f"],
    ...["\\\\u044f", "\\\\u042f"],
  ]);
  expect(wordsAsked("plain").flatMap(({ forms }) => forms)).toEqual(["plain"]);
});

test("so many words are enough", () => {
  expect(texts(Array.from({ length: 100 }, (_, at) => `w${at}`).join(" "))).toHaveLength(mostWords);
});
