import { context } from "@opentelemetry/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelAnswer, ModelCall } from "../record/model-call.ts";
import { messageReading } from "./anthropic-answer.ts";
import { messagesOf as anthropicMessages } from "./anthropic-messages.ts";
import type { Reading } from "./api-promise.ts";
import { chatAsked, chatReading } from "./openai-chat.ts";
import { messagesOf } from "./openai-messages.ts";
import { completions, embeddings, images, transcriptions } from "./openai-others.ts";
import { responsesAsked, responsesReading } from "./openai-responses.ts";

/** A call that keeps what it was told last. */
function listening() {
  const told: ModelAnswer[] = [];
  const nothing = () => {};
  const call: ModelCall = {
    context: context.active(),
    arrived: nothing,
    tell: (answer) => void told.push(answer),
    retried: nothing,
    end: nothing,
    fail: nothing,
    interrupt: nothing,
  };
  return { call, last: () => ({ ...told.at(-1), output: told.at(-1)?.output?.() }) };
}

function whole(reading: Reading, answer: unknown) {
  const { call, last } = listening();
  reading.whole(answer, call);
  return last();
}

function streamed(reading: Reading, chunks: readonly unknown[]) {
  const { call, last } = listening();
  const reader = reading.stream(call);
  const kept = chunks.filter((chunk) => !reader.read(chunk));
  reader.told();
  return { last: last(), kept };
}

const readings: readonly Reading[] = [
  chatReading(true),
  responsesReading,
  messageReading,
  embeddings.reading,
  images.reading,
  transcriptions.reading,
  completions(true).reading,
];

const keys = [
  "choices",
  "delta",
  "message",
  "content",
  "type",
  "usage",
  "output",
  "index",
  "tool_calls",
  "data",
  "role",
];
const kinds = ["text", "message", "function_call", "message_start", "content_block_delta", "response.completed"];
const hostile = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, undefined, Number.NaN, -1, "", "{", ...kinds),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys, "__proto__"), tie("any"), { maxKeys: 6 }),
  ),
})).any;

test("whatever is answered, whole or in pieces, reading it never throws", () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 6 }), (values) => {
      for (const reading of readings) {
        for (const value of values) whole(reading, value);
        streamed(reading, values);
      }
    }),
    { numRuns: 2000 },
  );
});

test("whatever is asked, reading it never throws", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("messages", "input", "instructions"), hostile), (body) => {
      chatAsked(body)();
      responsesAsked(body)();
      anthropicMessages(body.messages);
    }),
    { numRuns: 2000 },
  );
});

test("messages of chat completions keep what they hold: media, refusals, tools of every kind", () => {
  expect(
    messagesOf([
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } },
          { type: "image_url", image_url: { url: "https://images.test/1.png" } },
          { type: "input_audio", input_audio: { data: "aGk=", format: "wav" } },
          { type: "file", file: { file_id: "file-1" } },
        ],
      },
      {
        role: "assistant",
        content: null,
        refusal: "I cannot.",
        reasoning_content: "Hm.",
        tool_calls: [
          { id: "1", type: "function", function: { name: "add", arguments: "{not json" } },
          { id: "2", type: "custom", custom: { name: "run", input: "print(1)" } },
        ],
      },
      { role: "tool", tool_call_id: "1", content: [{ type: "text", text: "3" }] },
    ]),
  ).toEqual([
    {
      role: "user",
      parts: [
        { type: "text", content: "What is this?" },
        { type: "blob", modality: "image", mime_type: "image/png", content: "aGk=" },
        { type: "uri", modality: "image", uri: "https://images.test/1.png" },
        { type: "blob", modality: "audio", mime_type: "audio/wav", content: "aGk=" },
        { type: "file", modality: "file", file_id: "file-1" },
      ],
    },
    {
      role: "assistant",
      parts: [
        { type: "reasoning", content: "Hm." },
        { type: "text", content: "I cannot." },
        { type: "tool_call", id: "1", name: "add", arguments: "{not json" },
        { type: "tool_call", id: "2", name: "run", arguments: "print(1)" },
      ],
    },
    { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: "3" }] },
  ]);
});

test("several choices and several calls of tools, in pieces that come mixed", () => {
  const delta = (index: number, delta: object, finish_reason: string | null = null) => ({
    id: "c1",
    model: "m",
    choices: [{ index, delta, finish_reason }],
  });
  const called = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });
  const { last } = streamed(chatReading(false), [
    delta(0, { role: "assistant", content: "Hel" }),
    delta(1, called(1, { id: "b", function: { name: "two", arguments: "" } })),
    delta(0, { content: "lo" }),
    delta(1, called(0, { id: "a", function: { name: "one", arguments: '{"x"' } })),
    delta(1, called(0, { function: { arguments: ":1}" } })),
    delta(0, {}, "stop"),
    delta(1, {}, "tool_calls"),
  ]);
  expect([last.finishReasons, last.output]).toEqual([
    ["stop", "tool_calls"],
    [
      { role: "assistant", parts: [{ type: "text", content: "Hello" }], finish_reason: "stop" },
      {
        role: "assistant",
        parts: [
          { type: "tool_call", id: "a", name: "one", arguments: { x: 1 } },
          { type: "tool_call", id: "b", name: "two", arguments: "" },
        ],
        finish_reason: "tool_calls",
      },
    ],
  ]);
});

test("where we asked for the usage, the host sees the chunks that it would have seen", () => {
  const chunk = (more: object) => ({ id: "c1", choices: [{ index: 0, delta: { content: "a" } }], ...more });
  const { kept, last } = streamed(chatReading(true), [
    chunk({ usage: null }),
    { id: "c1", choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } },
  ]);
  expect(kept).toEqual([chunk({})]);
  expect(last.usage).toMatchObject({ input: 3, output: 2 });
});

test("what Anthropic keeps apart from the input is within it, each time of a cache by itself", () => {
  const usage = {
    input_tokens: 40,
    cache_read_input_tokens: 200,
    cache_creation_input_tokens: 1000,
    cache_creation: { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 },
    output_tokens: 30,
    output_tokens_details: { thinking_tokens: 12 },
  };
  expect(whole(messageReading, { usage }).usage).toEqual({
    input: 1240,
    output: 30,
    cacheRead: 200,
    cacheWrite: 1000,
    cacheWrite5m: 600,
    cacheWrite1h: 400,
    reasoning: 12,
  });
});

test("a result of a tool is a message of its own, before what the user says beside it", () => {
  const content = [
    { type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "18" }] },
    { type: "text", text: "And tomorrow?" },
  ];
  expect(anthropicMessages([{ role: "user", content }])).toEqual([
    { role: "tool", parts: [{ type: "tool_call_response", id: "t1", response: "18" }] },
    { role: "user", parts: [{ type: "text", content: "And tomorrow?" }] },
  ]);
});
