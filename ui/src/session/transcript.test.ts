import { expect, test } from "vitest";
import type { Message } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { type Said, transcriptOf } from "./transcript.ts";

const at = (seconds: number) => String(1_731_500_000_000_000_000n + BigInt(seconds) * 1_000_000_000n);
const said = (role: string, text: string): Message => ({ role, parts: [{ type: "text", text }] });
const asks = (id: string | null, name: string): Message => ({
  role: "assistant",
  parts: [
    { type: "text", text: "let me look" },
    { type: "tool_call", id, name, arguments: { q: "x" } },
  ],
});
const gives = (id: string | null, result: unknown): Message => ({
  role: "tool",
  parts: [{ type: "tool_result", id, result }],
});
const call = (start: number, words: Partial<Span>) =>
  sampleSpan({ spanId: `c${start}`, kind: "llm", startTime: at(start), ...words });
const work = (start: number, callId: string | null, name = "search") =>
  sampleSpan({
    ...{ spanId: `t${start}`, kind: "tool", startTime: at(start) },
    tool: { name, callId, arguments: { q: "x" }, result: `found ${start}` },
  });

const words = (all: readonly Said[]) =>
  all.map((one) => (one.type === "tool" ? [one.use.name, one.use.result, one.use.span?.spanId ?? null] : one.parts));
const read = (spans: readonly Span[]) =>
  transcriptOf(spans).map((item) =>
    item.type === "tool"
      ? [item.use.name, item.use.result]
      : { heard: words(item.heard), answered: words(item.answered) },
  );

test("a tool and its result are one card beside the answer that asked for it, and told once", () => {
  const [question, answer] = [said("user", "where?"), said("assistant", "there")];
  const spans = [
    call(0, { input: [question], output: [asks("1", "search")] }),
    work(1, "1"),
    call(2, { input: [question, asks("1", "search"), gives("1", "found it")], output: [answer] }),
  ];
  expect(read(spans)).toEqual([
    { heard: [question.parts], answered: [[{ type: "text", text: "let me look" }], ["search", "found it", "t1"]] },
    { heard: [], answered: [answer.parts] },
  ]);
});

test("without ids the next work of that name belongs to a call; work that nobody asked for stands alone", () => {
  const spans = [work(0, null), call(1, { output: [asks(null, "search")] }), work(2, null), work(3, "7", "other")];
  expect(read(spans)).toEqual([
    ["search", "found 0"],
    { heard: [], answered: [[{ type: "text", text: "let me look" }], ["search", "found 2", "t2"]] },
    ["other", "found 3"],
  ]);
});

test("a result whose call was never seen is told where it was heard", () => {
  expect(read([call(0, { input: [gives("9", "late")] })])).toEqual([
    { heard: [gives("9", "late").parts], answered: [] },
  ]);
});
