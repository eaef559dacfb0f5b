import fc from "fast-check";
import { expect, test } from "vitest";
import { snippetOf } from "./snippet.ts";

test("a snippet is the text around, and the match stands in it where it says", () => {
  const text = `${"a".repeat(200)}MATCH${"b".repeat(200)}`;
  expect(snippetOf(text, { offset: 200, length: 5 })).toEqual({
    ...{ snippet: `${"a".repeat(80)}MATCH${"b".repeat(80)}`, offset: 80, length: 5, at: 200 },
  });
  expect(snippetOf("MATCH", { offset: 0, length: 5 })).toEqual({ snippet: "MATCH", offset: 0, length: 5, at: 0 });
});

test("no character is cut, nothing is longer than it may be, and the match is what it was", () => {
  const texts = fc
    .array(fc.constantFrom("a", "😀", "東", "é", "👨‍👩‍👧"), { minLength: 1, maxLength: 40 })
    .map((all) => all.join("").repeat(12));
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, one, other) => {
      const characters = [...text];
      const from = one % characters.length;
      const before = characters.slice(0, from).join("").length;
      const match = characters.slice(from, from + 1 + (other % (characters.length - from))).join("");
      const { snippet, offset, length, at } = snippetOf(text, { offset: before, length: match.length });
      expect([snippet.isWellFormed(), snippet.length <= 362, at]).toEqual([true, true, before]);
      expect(match.startsWith(snippet.slice(offset, offset + length))).toBe(true);
      expect(length >= Math.min(match.length, 199)).toBe(true);
    }),
  );
});
