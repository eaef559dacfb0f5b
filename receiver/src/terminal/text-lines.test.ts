import { expect, test } from "vitest";
import { firstLines, textLines, valueText } from "./text-lines.ts";

test("breaks long lines at words, and words where they are too long", () => {
  expect(textLines("one two three four\n\tfive\r\n\r\n注文を確認しました", 10)).toEqual([
    "one two",
    "three four",
    "    five",
    "",
    "注文を確認",
    "しました",
  ]);
  expect(textLines("abcdefghijklmnop q", 8)).toEqual(["abcdefgh", "ijklmnop", "q"]);
  expect(textLines("one two three four", null)).toEqual(["one two three four"]);
});

test("what would act is shown as its number", () => {
  expect(textLines("a\u001b[2J\nb\u202ec", null)).toEqual(["a\\x1b[2J", "b\\u202ec"]);
});

test("says how long what is cut is", () => {
  expect(firstLines("one\ntwo\nthree", null, 2)).toEqual(["one", "… 13 characters in all"]);
  expect(firstLines("one\ntwo", null, 2)).toEqual(["one", "two"]);
});

test("a value that is too deep is said to be", () => {
  let deep: unknown = [];
  for (let at = 0; at < 100_000; at++) deep = [deep];
  expect([valueText("text"), valueText({ a: [1] }, 0), valueText(undefined), valueText(deep)]).toEqual([
    "text",
    '{"a":[1]}',
    "",
    "(too deep to be shown; --json has it)",
  ]);
});
