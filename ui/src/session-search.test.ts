import { expect, test } from "vitest";
import { readSessionSearch, spanNamed } from "./session-search.ts";

const [traceId, spanId] = ["5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174"];

test("an address of a session says a view and how, a span, a moment and what is looked for, and nothing else", () => {
  const span = `${traceId}/${spanId}`;
  const said = { view: "replay", as: "waterfall", span, tab: "events", at: "1200", find: "a word", path: "on" };
  expect(readSessionSearch({ ...said, x: "1" })).toEqual(said);
  expect(
    readSessionSearch({ view: "picture", as: "dots", span: "../..", tab: 7, at: "-1", find: "", path: "off" }),
  ).toEqual({});
  expect(readSessionSearch({ at: "1e9", span: [traceId] })).toEqual({});
});

test("a span is named by its trace and its own id", () => {
  expect(spanNamed(`${traceId}/${spanId}`)).toEqual({ traceId, spanId });
  expect([spanNamed(spanId), spanNamed(undefined), spanNamed("")]).toEqual([null, null, null]);
});
