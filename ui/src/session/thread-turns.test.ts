import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { turnsOf } from "./thread-turns.ts";

const said = (role: string, text: string): Message => ({ role, parts: [{ type: "text", text }] });
const call = (spanId: string, words: Partial<Span>) => sampleSpan({ spanId, kind: "llm", ...words });
const told = (spans: readonly Span[]) => turnsOf(spans).map(({ call: { spanId }, ...turn }) => ({ spanId, ...turn }));

const [hello, hi, more, done] = [
  said("user", "hello"),
  said("assistant", "hi"),
  said("user", "more"),
  said("assistant", "done"),
];

test("each call tells only what it added, and a system prompt when it is another than before", () => {
  const spans = [
    call("a", { system: "be kind", input: [hello], output: [hi] }),
    sampleSpan({ spanId: "t", kind: "tool" }),
    call("b", { system: "be kind", input: [hello, said("assistant", " hi\n"), more], output: [done] }),
    call("c", { system: "be brief", input: [hello, hi, more, done, said("user", "hello")], output: [] }),
  ];
  expect(told(spans)).toEqual([
    { spanId: "a", system: { text: "be kind", before: null }, input: [hello], output: [hi], isAskedAgain: false },
    { spanId: "b", system: null, input: [more], output: [done], isAskedAgain: false },
    { spanId: "c", system: { text: "be brief", before: "be kind" }, input: [hello], output: [], isAskedAgain: false },
  ]);
});

test("agents that work side by side have each its own conversation", () => {
  const spans = [
    call("a", { agentName: "one", input: [hello], output: [hi] }),
    call("b", { agentName: "two", input: [hello], output: [hi] }),
    call("c", { agentName: "one", input: [hello, hi, more], output: [done] }),
    call("d", { agentName: "two", input: [hello, hi, more], output: [done] }),
  ];
  expect(told(spans).map(({ input }) => input)).toEqual([[hello], [hello], [more], [more]]);
});

test("a call that is tried again says so", () => {
  const spans = [call("a", { input: [hello], status: "error" }), call("b", { input: [hello], output: [hi] })];
  expect(told(spans).map(({ isAskedAgain, input }) => [isAskedAgain, input.length])).toEqual([
    [false, 1],
    [true, 0],
  ]);
});

test("what wraps a call, or tells it once more, is no turn", () => {
  const spans = [
    call("a", { notCountedBecause: "wrapper", input: [hello], output: [hi] }),
    call("b", { input: [hello], output: [hi] }),
    call("c", { duplicateOf: "b", input: [hello], output: [hi] }),
  ];
  expect(told(spans).map(({ spanId }) => spanId)).toEqual(["b"]);
});

test("a history that only grows is told once, each message where it came", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 12 }), (exchanges) => {
      const history: Message[] = [];
      const spans = exchanges.map(([question, answer], at) => {
        history.push(said("user", `${question}!`));
        const one = call(String(at), { input: [...history], output: [said("assistant", `${answer}?`)] });
        history.push(said("assistant", `${answer}?`));
        return one;
      });
      expect(turnsOf(spans).flatMap(({ input, output }) => [...input, ...output])).toEqual(history);
    }),
  );
});
