import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, widthOf } from "./width.ts";

test("counts the cells of a terminal", () => {
  const told = ["", "plain", "注文", "ｆｕｌｌ", "한국어", "naïve", "नमस्ते", "👩‍🚀", "✓ ❤️", "مرحبا", "\u0301"];
  expect(told.map(widthOf)).toEqual([0, 5, 4, 8, 6, 5, 4, 2, 4, 5, 0]);
});

test("cuts between letters, with a word that it did", () => {
  const told = [
    cut("plain", 5),
    cut("plain", 4),
    cut("注文を確認", 5),
    cut("注文", 4),
    cut("👩‍🚀👩‍🚀", 3),
    cut("ab", 1),
    cut("ab", 0),
  ];
  expect(told).toEqual(["plain", "pla…", "注文…", "注文", "👩‍🚀…", "…", ""]);
});

test("what is cut fits, and what fits is not cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, most) => {
      expect(widthOf(cut(text, most))).toBeLessThanOrEqual(most);
      if (widthOf(text) <= most) expect(cut(text, most)).toBe(text);
    }),
  );
});
