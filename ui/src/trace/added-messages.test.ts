import { expect, test } from "vitest";
import type { Message } from "../../../receiver/src/model/message.ts";
import { sampleSpan } from "../../test/sample-span.ts";
import { turnsOf } from "./added-messages.ts";

const said = (role: string, text: string): Message => ({ role, parts: [{ type: "text", text }] }) as Message;

test("each call tells only what it added, and its system prompt when that is a new one", () => {
  const [hello, hi, more, done] = [
    said("user", "hello"),
    said("assistant", "hi"),
    said("user", "more"),
    said("assistant", "done"),
  ];
  const calls = [
    sampleSpan({ spanId: "a", kind: "llm", system: "be kind", input: [hello], output: [hi] }),
    sampleSpan({ spanId: "t", kind: "tool" }),
    sampleSpan({ spanId: "b", kind: "llm", system: "be kind", input: [hello, hi, more], output: [done] }),
    sampleSpan({ spanId: "c", kind: "llm", system: "be brief", input: [hello], output: [] }),
  ];
  const turns = turnsOf(calls).map(({ call, ...turn }) => ({ spanId: call.spanId, ...turn }));
  expect(turns).toEqual([
    { spanId: "a", system: "be kind", input: [hello], output: [hi] },
    { spanId: "b", system: null, input: [more], output: [done] },
    { spanId: "c", system: "be brief", input: [], output: [] },
  ]);
});
