import fc from "fast-check";
import { expect, test } from "vitest";
import { fold, foldWithPlaces } from "./folded-text.ts";

test.each([
  ["case of ASCII", "ReAd_File", "read_file"],
  ["case of any language", "ПРИВЕТ Ångström", "привет ångström"],
  ["a sigma at the end of a word", "ΟΔΟΣ", "οδος".replace("ς", "σ")],
  ["sharp s", "Straße STRASSE ẞ", "strasse strasse ss"],
  ["full width", "ＡＢＣ１２３", "abc123"],
  ["half width", "ﾊﾟｿｺﾝ", "パソコン"],
  ["accents of their own", "cafe\u0301", "café"],
  ["voiced marks of their own", "か\u3099", "が"],
  ["ligatures and presentation forms", "ﬁne ﻻ", "fine لا"],
  ["what is not seen", "so\u00adft zero\u200bwidth", "soft zerowidth"],
  ["Arabic as it is", "السلام عليكم", "السلام عليكم"],
  ["emoji as they are", "😀", "😀"],
  ["halves of characters", "\ud83d", "\ufffd"],
])("folds %s", (_, text, folded) => {
  expect([fold(text), foldWithPlaces(text).text]).toEqual([folded, folded]);
});

test.each([
  ["ｶﾞｷﾞ", "ギ", "ｷﾞ"],
  ["x STRAẞE y", "strasse", "STRAẞE"],
  ["İstanbul", "stanbul", "stanbul"],
  ["a😀b", "b", "b"],
  ["cafe\u0301s", "é", "e\u0301"],
  ["각각", "각", "각"],
])("in %s it knows where %s stood", (text, found, stood) => {
  const folded = foldWithPlaces(text);
  const at = folded.text.indexOf(found);
  const { offset, length } = folded.placeOf(at, at + found.length);
  expect([at >= 0, text.slice(offset, offset + length)]).toEqual([true, stood]);
});

const letters = fc.string({ unit: "binary", maxLength: 40 });
const joining = fc.array(
  fc.constantFrom("か", "\u3099", "ﾞ", "e", "\u0301", "ᄀ", "ᅡ", "ㄱ", "ㅏ", "\u00ad", "ß", "İ", "x"),
);
const texts = fc.oneof(
  letters,
  joining.map((all) => all.join("")),
);

test("a text folds by its pieces as it does as a whole, and every stretch of it has its place", () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, one, other) => {
      const folded = foldWithPlaces(text);
      expect(folded.text).toBe(fold(text));
      expect(fold(folded.text)).toBe(folded.text);
      if (folded.text === "") return;
      const from = one % folded.text.length;
      const to = from + 1 + (other % (folded.text.length - from));
      const { offset, length } = folded.placeOf(from, to);
      expect(fold(text.slice(offset, offset + length))).toContain(folded.text.slice(from, to));
    }),
  );
});
