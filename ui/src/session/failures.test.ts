import { expect, test } from "vitest";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { failuresOf } from "./failures.ts";

const step = (spanId: string, parentSpanId: string | null, message: string | null, words: Partial<Span> = {}) =>
  sampleSpan({
    ...{ spanId, parentSpanId, status: message === null ? "ok" : "error" },
    error: message === null ? null : { type: null, message, stack: null },
    ...words,
  });
const told = (spans: readonly Span[]) =>
  failuresOf(spans).map(({ span, said, within, carried }) => [
    span.spanId,
    said,
    within.map(({ spanId }) => spanId),
    carried,
  ]);

test("a failure that was handed up is told once, where it began", () => {
  expect(told([step("a", null, "no"), step("b", "a", "no"), step("c", "b", "no"), step("d", "a", "other")])).toEqual([
    ["c", "no", ["a", "b"], 2],
    ["d", "other", ["a"], 0],
  ]);
});

test("parents that go round in a circle end somewhere, and what says nothing is told too", () => {
  expect(told([step("a", "b", ""), step("b", "a", null)])).toEqual([["a", "", ["b"], 0]]);
  expect(told([step("a", null, "", { statusMessage: "why" })])).toEqual([["a", "why", [], 0]]);
});
