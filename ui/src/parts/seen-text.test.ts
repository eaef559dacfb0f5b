import { expect, test } from "vitest";
import { seenText } from "./seen-text.ts";

test("what steers terminals or turns a text is seen, lines and every script stay as they are", () => {
  expect(seenText("\u001b[31mred\u001b[0m \u0007\u009b \u202egnp.exe")).toBe(
    "\\x1b[31mred\\x1b[0m \\x07\\x9b \\u202egnp.exe",
  );
  const plain = "two\r\n\tlines, שלום \u200f(עולם)\u200e, 京都, 👩‍👩‍👧 e\u0301";
  expect(seenText(plain)).toBe(plain);
});
