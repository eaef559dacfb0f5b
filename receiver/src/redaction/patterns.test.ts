import { expect, test } from "vitest";
import { Patterns, patternProblem } from "./patterns.ts";

const markOf = (name: string) => `<${name}>`;
const replaced = (pattern: string, text: string) => new Patterns([{ name: "x", pattern }]).replace(text, markOf);

test("each match is marked, wherever it lies in a long text", () => {
  for (const before of [0, 1, 3000, 3583, 3584, 4090, 4096, 8000, 20_000]) {
    const text = `${"a ".repeat(before)}K-12345${" b".repeat(5000)}`;
    expect(replaced("\\bK-[0-9]{5}\\b", text)?.text).toBe(text.replace("K-12345", "<x>"));
  }
});

test("several patterns are marked by their names, and what has none stays", () => {
  const patterns = new Patterns([
    { name: "one", pattern: "a+" },
    { name: "two", pattern: "(?i)b[0-9]" },
  ]);
  expect(patterns.replace("aa B7 a", markOf)).toEqual({ text: "<one> <two> <one>", count: 3 });
  expect(patterns.replace("nothing", markOf)?.text ?? "none").toBe("none");
});

test("a stretch that is full of matches goes whole", () => {
  expect(replaced("[0-9]", "1".repeat(100))).toEqual({ text: "<x>".repeat(17), count: 17 });
});

/** Both would take a backtracking engine, or one that begins anew behind each match, the square of the text or worse. */
test.each([
  ["(x+x+)+y", "x"],
  ["(x|xx|x)*$|y", "x"],
  ["(?:z.*b)|z", "z"],
  ["[^ ]+@[^ ]+!", "a@"],
])("%s over many times %s reads in proportion to the text", (pattern, piece) => {
  const stepsFor = (length: number) => {
    const patterns = new Patterns([{ name: "x", pattern }]);
    patterns.replace(piece.repeat(length), markOf);
    return patterns.steps;
  };
  expect(stepsFor(160_000) / stepsFor(40_000)).toBeLessThan(4.5);
  expect(stepsFor(160_000)).toBeLessThan(160_000 * piece.length * 40);
});

test("a pattern that cannot be used is told why", () => {
  expect(patternProblem("a{2,5}")).toBeUndefined();
  expect(patternProblem("\\b")).toBe("matches the empty text");
  expect(patternProblem("(a)\\1")).toMatch(/^is no pattern of RE2: /);
  expect(patternProblem("[a-z]{1000}[a-z]{1000}[a-z]{1000}")).toBe("is too large; repeat less often");
});
