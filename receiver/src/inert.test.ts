import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../test/hostile-text.ts";
import { inert, inertJson } from "./inert.ts";

test("what would act on a terminal is shown as its number", () => {
  const told = [
    "plain",
    "\u001b[2J",
    "a\u009b31m",
    "exe\u202egnp",
    "a\u2028b",
    "\ud800",
    "\u{e0041}",
    "tab\there",
    "\ue000",
  ];
  expect(told.map(inert)).toEqual([
    "plain",
    "\\x1b[2J",
    "a\\x9b31m",
    "exe\\u202egnp",
    "a\\u2028b",
    "\\ud800",
    "\\u{e0041}",
    "tab\\x09here",
    "\\ue000",
  ]);
});

test("what people write stays as it is", () => {
  const told = ["注文を確認しました", "مرحبا بالعالم", "می‌خواهم", "👩‍🚀 ✓ ❤️", "naïve", "नमस्ते"];
  expect(told.map(inert)).toEqual(told);
});

test("a document of JSON says the same when it is inert", () => {
  const value = { "a\u009b2J": ["\u202egnp", "\u{e0041}", "注文", "\u007f"] };
  const told = inertJson(JSON.stringify(value));
  expect(told).toBe('{"a\\u009b2J":["\\u202egnp","\\udb40\\udc41","注文","\\u007f"]}');
  expect(JSON.parse(told)).toEqual(value);
});

test("marks do not pile up", () => {
  expect(inert(`a${"\u0301".repeat(1000)}b`)).toBe(`a${"\u0301".repeat(6)}b`);
});

const acting = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

test("of whatever is given nothing that acts is left, and it stays so", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const once = inert(text);
      expect(acting.test(once)).toBe(false);
      expect(inert(once)).toBe(once);
    }),
  );
});
