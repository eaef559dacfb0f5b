import { expect, test } from "vitest";
import { contentSpan } from "../../test/content-span.ts";
import { wordsAsked } from "../model/words-asked.ts";
import { findMatches } from "./find-matches.ts";

const said = (text: string) => ({ role: "user", parts: [{ type: "text", text }] }) as const;
const find = (q: string, given: Parameters<typeof contentSpan>[0]) =>
  findMatches(contentSpan(given), [], wordsAsked(q));
const places = (q: string, given: Parameters<typeof contentSpan>[0]) =>
  find(q, given)?.matches.map(({ snippet: _, offset: __, length: ___, at: ____, ...place }) => place);

test("a word that people read is not told again of the attribute it came in", () => {
  const attributes = { "gen_ai.input.messages": '[{"content":"hello there"}]', note: "hello" };
  expect(places("hello", { input: [said("Hello there")], attributes })).toEqual([
    { place: "input", index: 0, part: 0, word: "hello" },
  ]);
  expect(places("hello", { attributes })).toEqual([
    { place: "attribute", key: "gen_ai.input.messages", word: "hello" },
    { place: "attribute", key: "note", word: "hello" },
  ]);
});

test("every word must stand somewhere", () => {
  const span = { name: "one", tool: { name: "two", callId: null, arguments: { deep: ["", "three"] }, result: 7 } };
  expect(places("three one two", span)).toEqual([
    { place: "name", word: "one" },
    { place: "tool.name", word: "two" },
    { place: "tool.arguments", path: "deep.1", word: "three" },
  ]);
  expect(places("7", span)).toEqual([{ place: "tool.result", word: "7" }]);
  expect(find("one four", span)).toBeUndefined();
});

test("a span of very much text is looked through only so far, and says so", () => {
  const huge = "x".repeat(5_000_000);
  const found = find("needle", { input: [said(huge), said(huge), said("needle")] });
  expect(found).toEqual({ matches: [], isCut: true });
  expect(find("needle", { input: [said(huge), said("needle")] })).toMatchObject({ isCut: false });
});

test("words that come often leave room for those that come once", () => {
  const input = Array.from({ length: 50 }, () => said("often often"));
  const found = find("often once", { input, output: [said("once")] });
  expect([found?.matches.length, found?.matches.at(-1)?.word, found?.isCut]).toEqual([20, "once", true]);
});

test("values however deep or wide are looked through within bounds", () => {
  let deep: unknown = "needle";
  for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key ${at}`, "x"]));
  const tool = { name: "t", callId: null, arguments: deep, result: wide };
  expect(find("needle", { tool })).toBeUndefined();
});
