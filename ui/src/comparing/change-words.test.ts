import { expect, test } from "vitest";
import { changedWords, countWords, cutWords } from "./change-words.ts";
import { countDiffered, moneyDiffered, timeDiffered } from "./difference-words.ts";
import { shortenedEdits } from "./shortened-edits.ts";

test("what changed of a step is one line", () => {
  const message = { status: "added", leftIndex: null, rightIndex: 1, leftRole: null, rightRole: "user" } as const;
  expect(
    changedWords([
      { field: "status", left: "ok", right: "error" },
      { field: "errorType", left: null, right: "TimeoutError" },
      { field: "result", values: [], omitted: 0, toldAt: null },
      { field: "input", messages: [{ ...message, edits: [], toldAt: null }], omitted: 2 },
    ]),
  ).toBe("status: ok to failed, kind of error: – to TimeoutError, result, input: 3 messages");
});

test("counts leave out what there is none of", () => {
  expect(countWords({ same: 14, changed: 3, added: 0, removed: 1 })).toBe("3 changed, 1 removed, 14 the same");
});

test("what was met of the bounds is said", () => {
  expect(cutWords({ traces: false, steps: true, contents: false, changes: false })).toEqual([
    "There are more steps than are compared: only the first of them are.",
  ]);
});

test("differences have their sign, and none where a side does not say", () => {
  expect([
    countDiffered(1200),
    countDiffered(-3),
    countDiffered(undefined),
    timeDiffered("-1500000000"),
    timeDiffered(null),
    moneyDiffered("0.0125"),
    moneyDiffered("-0.5"),
    moneyDiffered("0"),
  ]).toEqual([
    { words: "+1.2k", way: "more" },
    { words: "−3", way: "less" },
    null,
    { words: "−1.5 s", way: "less" },
    null,
    { words: "+$0.013", way: "more" },
    { words: "−$0.50", way: "less" },
    { words: "the same", way: "same" },
  ]);
});

test("long parts that stayed keep what stands beside a change", () => {
  const long = "a".repeat(400);
  expect(
    shortenedEdits([
      { edit: "same", text: long },
      { edit: "removed", text: long },
      { edit: "same", text: "short" },
      { edit: "added", text: "b" },
      { edit: "same", text: long },
    ]),
  ).toEqual([
    { edit: "same", text: ` … ${"a".repeat(120)}` },
    { edit: "removed", text: long },
    { edit: "same", text: "short" },
    { edit: "added", text: "b" },
    { edit: "same", text: `${"a".repeat(120)} … ` },
  ]);
});
