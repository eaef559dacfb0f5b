import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePosition, encodePosition, markOf, mostMarks } from "./position.ts";

const marks = fc.array(
  fc.string().map((text) => markOf(text)),
  { maxLength: mostMarks },
);

test("a position is read as it was written", () => {
  fc.assert(
    fc.property(fc.nat({ max: 4_102_444_800_000 }), marks, (at, told) => {
      const text = encodePosition({ at, told });
      expect(decodePosition(text)).toEqual({ at, told });
      expect(text).toMatch(/^[\w.-]+$/);
    }),
  );
});

test("any other text is none", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100, unit: "binary" }), (text) => {
      const read = decodePosition(text);
      expect(read === undefined || encodePosition(read) === text || /^1\.0/.test(text)).toBe(true);
    }),
  );
  const long = `1.a.${"a".repeat(7 * mostMarks + 70)}`;
  expect(["", "1", "1.", "1.x", "2.a.", "1.A.", "1.a.short", "1.a.a b c d", long].map(decodePosition)).toEqual(
    Array(9).fill(undefined),
  );
});

test("a mark is of the state and the thing", () => {
  expect(markOf("span", "a", 1n)).toBe(markOf("span", "a", 1n));
  expect(new Set([markOf("span", "a", 1n), markOf("span", "a", 2n), markOf("trace", "a", 1n)]).size).toBe(3);
});
