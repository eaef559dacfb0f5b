import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../../test/hostile-text.ts";
import { drawLine, ink, joined, joinedLines, type Sheet } from "./sheet.ts";
import { widthOf } from "./width.ts";

const paper = (width: number | null, isColoured = false): Sheet => ({ width, isColoured, now: 0 });

test("colours what is to be coloured, where colours are wanted", () => {
  const line = ["a ", ink("red", "failed"), " step"];
  expect(drawLine(line, paper(80, true))).toBe("a \u001b[31mfailed\u001b[39m step");
  expect(drawLine(line, paper(80))).toBe("a failed step");
  expect(drawLine(line, paper(5, true))).toBe("a \u001b[31mfa…\u001b[39m");
});

test("whatever a name holds stays on its line and steers nothing", () => {
  expect(drawLine(["\u001b[2J\u001b]0;owned\u0007", ink("red", "two\r\n  lines\u202e\u009b1m")], paper(null))).toBe(
    "\\x1b[2J\\x1b]0;owned\\x07two lines\\u202e\\x9b1m",
  );
});

test("what says nothing is left out between others", () => {
  expect(drawLine(joined(["a", null, "", ink("dim", ""), "b"]), paper(80))).toBe("a · b");
});

test("what does not fit goes on the next line", () => {
  const pieces = ["one", "two", null, "three", "a word longer than the line"];
  const lines = (width: number | null) =>
    joinedLines(pieces, "  ", paper(width)).map((line) => drawLine(line, paper(width)));
  expect(lines(14)).toEqual(["  one · two", "  three", "  a word long…"]);
  expect(lines(null)).toEqual(["  one · two · three · a word longer than the line"]);
});

test("no text is drawn wider than there is room, or as more than one line", () => {
  fc.assert(
    fc.property(fc.array(hostileText), fc.integer({ min: 1, max: 60 }), (texts, width) => {
      const drawn = drawLine(texts, paper(width));
      expect(widthOf(drawn)).toBeLessThanOrEqual(width);
      expect(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(drawn)).toBe(false);
    }),
  );
});
