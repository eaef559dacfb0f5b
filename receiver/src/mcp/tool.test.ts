import fc from "fast-check";
import { expect, test } from "vitest";
import * as api from "../api/parameters.ts";
import { filtersFrom, q, summaryFilterShape } from "./asked.ts";
import { present, shortened, textFrom } from "./tool.ts";

test("a text is cut with a word about it, on one line, and no letter in two", () => {
  expect([shortened("a\n b\t c", 10), shortened("abcdef", 3), shortened("\u001b[2J", 20)]).toEqual([
    "a b c",
    "abc… (6 characters)",
    "\\x1b[2J",
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, most) => {
      const told = shortened(text, most);
      expect(told.isWellFormed()).toBe(true);
      expect(told).not.toMatch(/[\n\r\u2028]/);
      expect(told.length).toBeLessThanOrEqual(most + `… (${text.length} characters)`.length);
    }),
  );
});

test("lines are told as far as there is room, with a word about the rest", () => {
  expect(textFrom(["one", "two"], "ask again")).toBe("one\ntwo");
  expect(textFrom(["one", "two", "three"], "ask again", 7)).toBe("one\ntwo\n… cut here: ask again");
});

test("what is absent is left out, what is false or nothing is not", () => {
  expect(present({ a: null, b: undefined, c: [], d: 0, e: "", f: false, g: [1] })).toEqual({
    d: 0,
    e: "",
    f: false,
    g: [1],
  });
});

test("a model narrows by all that lists are narrowed by", () => {
  const { attributes: _, metadata: __, ...named } = { ...summaryFilterShape, q };
  const names = Object.keys(named).map((name) => name.replace("Seconds", "Duration"));
  expect(new Set(names)).toEqual(new Set(Object.keys(api.summaryFilterShape)));
});

test("filters are asked for as the API has them", () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const given = {
    from: "2h",
    to: "2026-11-21",
    agent: ["a", "b"],
    hasError: false,
    minSeconds: 1.5,
    minCost: 0.0000001,
    errorType: "TimeoutError",
    endReason: "exit" as const,
    metadata: { plan: "pro" },
  };
  expect(present(filtersFrom({ ...given, minTokens: 7, attributes: { tenant: "acme" } }, now))).toEqual({
    from: `${now - 7_200_000}000000`,
    to: "2026-11-21",
    agent: ["a", "b"],
    hasError: "false",
    minDuration: "1500000000",
    minCost: "0.000000100000",
    minTokens: "7",
    errorType: "TimeoutError",
    endReason: "exit",
    "attr.tenant": "acme",
    "meta.plan": "pro",
  });
  expect(filtersFrom({ from: "99999w" }, now).from).toBe("0000000");
});
