import { expect, test } from "vitest";
import { contentSpan } from "../../../test/content-span.ts";
import { args, call, data, read, result, say, thought, words } from "../../../test/said.ts";
import type { LogRecord } from "../../model/log.ts";
import { readContent } from "./read-content.ts";

const log = (
  eventName: string | null,
  body: unknown,
  attributes: Record<string, unknown> = {},
  time = "1",
): LogRecord => ({
  id: "a",
  traceId: null,
  spanId: null,
  time,
  sentTime: null,
  observedTime: null,
  severity: 9,
  severityText: null,
  eventName,
  body,
  service: null,
  scope: null,
  attributes,
  resource: {},
});

test("takes the instructions out of the messages, wherever they stand", () => {
  const messages = [
    { role: "developer", content: "Be brief" },
    { role: "user", content: "hi" },
  ];
  const expected = { system: "Be brief", input: [say("user", words("hi"))] };
  expect(read({ "gen_ai.input.messages": messages })).toMatchObject(expected);
  expect(read({ "gen_ai.system_instructions": "Be brief", "gen_ai.input.messages": messages })).toMatchObject(expected);
  expect(read({ "gen_ai.prompt": { system: "Be brief", messages: messages.slice(1) } })).toMatchObject(expected);
  expect(read({ "input.value": { instructions: "Be brief", input: "hi" } })).toMatchObject(expected);
  const gemini = { contents: messages.slice(1), config: { systemInstruction: { parts: [{ text: "Be brief" }] } } };
  expect(read({ "gcp.vertex.agent.llm_request": gemini })).toMatchObject(expected);
  const parameters = { "llm.invocation_parameters": '{"system":"Be brief"}', "input.value": "hi" };
  expect(read(parameters)).toMatchObject(expected);
});

test("reads families sparse, out of order, with huge indexes and without, and never by their size", () => {
  const { system, input, output } = read({
    "gen_ai.prompt.4294967295.content": "last",
    "gen_ai.prompt.10.role": "user",
    "gen_ai.prompt.10.content": "second",
    "gen_ai.prompt.2.content": "first",
    "gen_ai.prompt.2.role": "user",
    "gen_ai.prompt.prompt_filter_results": "none",
    "gen_ai.prompt.__proto__.content": "no",
    "gen_ai.prompt.1.role": "system",
    "gen_ai.prompt.1.content": "Be brief",
    "gen_ai.completion.0.content": "null",
    "gen_ai.completion.0.tool_calls.1.name": "get_weather",
    "gen_ai.completion.0.tool_calls.0.id": "1",
    "gen_ai.completion.0.tool_calls.0.name": "get_weather",
    "gen_ai.completion.0.tool_calls.0.arguments": args,
  });
  expect([system, input]).toEqual([
    "Be brief",
    [say("user", words("first")), say("user", words("second")), say("user", words("last"))],
  ]);
  expect(output).toEqual([say("assistant", call("1"), call(null, null))]);
});

test("tells a call once that OpenInference tells twice", () => {
  const message = "llm.output_messages.0.message";
  const { output } = read({
    [`${message}.role`]: "assistant",
    [`${message}.contents.1.message_content.type`]: "tool_use",
    [`${message}.contents.1.tool_call.id`]: "1",
    [`${message}.contents.1.tool_call.function.name`]: "get_weather",
    [`${message}.contents.1.tool_call.function.arguments`]: args,
    [`${message}.contents.0.message_content.text`]: "Let me check.",
    [`${message}.contents.0.message_content.type`]: "text",
    [`${message}.tool_calls.0.tool_call.id`]: "1",
    [`${message}.tool_calls.0.tool_call.function.name`]: "get_weather",
    [`${message}.tool_calls.0.tool_call.function.arguments`]: args,
  });
  expect(output).toEqual([say("assistant", words("Let me check."), call("1"))]);
});

test("makes the best of JSON that was cut off, and keeps what is no JSON as it is", () => {
  const whole = '[{"role":"user","content":"hello there"},{"role":"assistant","content":"hi"}]';
  const input = (text: string) => read({ "gen_ai.input.messages": text }).input;
  expect(input(whole.slice(0, 36))).toEqual([say("user", words("hello the…"))]);
  expect(input(whole.slice(0, 50))).toEqual([say("user", words("hello there"))]);
  expect(input("[{'role': 'user'}]")).toEqual([say("user", words("[{'role': 'user'}]"))]);
  expect(input("[note] {not json")).toEqual([say("user", words("[note] {not json"))]);
});

test("reads the answer of the AI SDK from its attributes", () => {
  const { output } = read({
    "ai.response.text": "Let me check.",
    "ai.response.reasoning": "hm",
    "ai.response.toolCalls": '[{"toolCallId":"1","toolName":"get_weather","input":"{\\"city\\":\\"Paris\\"}"}]',
  });
  expect(output).toEqual([say("assistant", thought("hm"), words("Let me check."), call("1"))]);
  expect(read({ "ai.response.object": '{"a":1}' }).output).toEqual([say("assistant", words('{"a":1}'))]);
});

test("reads the events of a span, in the form of any age", () => {
  const told = (...given: readonly (readonly [string, Record<string, unknown>])[]) => {
    const events = given.map(([name, attributes]) => ({ time: "1", name, attributes }));
    const { system, input, output } = readContent(contentSpan({ kind: "llm", events }), []);
    return [system, input, output];
  };
  const expected = ["Be brief", [say("user", words("hi"))], [say("assistant", words("hello"))]];
  expect(
    told(
      ["gen_ai.system.message", { content: '[{"text":"Be brief"}]' }],
      ["gen_ai.user.message", { content: '[{"text":"hi"}]' }],
      ["gen_ai.choice", { finish_reason: "end_turn", message: '[{"text":"hello"}]' }],
    ),
  ).toEqual(expected);
  expect(
    told(
      [
        "gen_ai.content.prompt",
        { "gen_ai.prompt": '[{"role":"system","content":"Be brief"},{"role":"user","content":"hi"}]' },
      ],
      ["gen_ai.content.completion", { "gen_ai.completion": '{"role":"assistant","content":"hello"}' }],
    ),
  ).toEqual(expected);
  const details = "gen_ai.client.inference.operation.details";
  expect(
    told(
      [details, { "gen_ai.system_instructions": '[{"type":"text","content":"Be brief"}]' }],
      [details, { "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]' }],
      [details, { "gen_ai.output.messages": '[{"role":"assistant","parts":[{"type":"text","content":"hello"}]}]' }],
    ),
  ).toEqual(expected);
  expect(
    told(
      ["gen_ai.user.message", { "gen_ai.event.content": '{"role":"user","content":"hi"}' }],
      ["gen_ai.choice", { "gen_ai.event.content": '{"index":0,"message":{"role":"assistant","content":"hello"}}' }],
    ).slice(1),
  ).toEqual(expected.slice(1));
});

test("reads the log records of a span in the order of time, and of one moment in that of a talk", () => {
  const logs = [
    log("gen_ai.choice", { message: { content: "done" } }, {}, "10"),
    log(null, { content: "Be brief" }, { "event.name": "gen_ai.system.message" }),
    log(
      "event core/src/a.rs:12",
      '{"id":"1","content":"{\\"degrees\\":18}"}',
      { "event.name": "gen_ai.tool.message" },
      "9",
    ),
    log("gen_ai.user.message", { content: { role: "user", parts: [{ text: "hi" }] } }),
    log(
      "gen_ai.assistant.message",
      { tool_calls: [{ id: "1", function: { name: "get_weather", arguments: args } }] },
      {},
      "8",
    ),
  ];
  expect(readContent(contentSpan({ kind: "llm" }), logs)).toEqual({
    system: "Be brief",
    input: [say("user", words("hi")), say("assistant", call("1")), say("tool", result("1"))],
    output: [say("assistant", words("done"))],
    tool: null,
    metadata: {},
  });
});

test("believes the attributes before the events, and the events before other families, each side on its own", () => {
  const attributes = {
    "input.value": "from the value",
    "output.value": "from the value",
    "gen_ai.prompt.0.content": "from the family",
    "gen_ai.output.messages": "from the attribute",
  };
  const { input, output } = readContent(contentSpan({ kind: "llm", attributes }), []);
  expect([input, output]).toEqual([
    [say("user", words("from the family"))],
    [say("assistant", words("from the attribute"))],
  ]);
});

test("reads a list of events with names, and gives the last word to the output", () => {
  const events = JSON.stringify([
    { "event.name": "gen_ai.user.message", role: "user", content: "hi" },
    { "event.name": "gen_ai.assistant.message", role: "assistant", content: "hello" },
  ]);
  expect(read({ all_messages_events: events })).toMatchObject({
    input: [say("user", words("hi"))],
    output: [say("assistant", words("hello"))],
  });
  expect(read({ events: 5, prompt: 7 })).toMatchObject({ input: [], output: [] });
});

test("tells what a tool was called with and gave back, and nothing of a span that ran none", () => {
  const tool = (attributes: Record<string, unknown>) => read(attributes, "tool").tool;
  const expected = { name: "work", callId: null, arguments: { city: "Paris" }, result: { degrees: 18 } };
  expect(
    tool({ "traceloop.entity.input": `{"args":[],"kwargs":${args}}`, "traceloop.entity.output": '{"degrees":18}' }),
  ).toEqual(expected);
  expect(tool({ "gen_ai.prompt": args, "gen_ai.completion": '[{"type":"text","text":"{\\"degrees\\":18}"}]' })).toEqual(
    expected,
  );
  expect(tool({ "tool.name": "look", "ai.toolCall.id": "1", "input.value": "words", "output.value": "more" })).toEqual({
    name: "look",
    callId: "1",
    arguments: "words",
    result: "more",
  });
  expect(tool({ "traceloop.entity.input": '{"args":[],"kwargs":{}}' })).toEqual({
    ...expected,
    arguments: {},
    result: null,
  });
  expect(read({ "gen_ai.tool.name": "x", "gen_ai.tool.call.id": "1" }).tool).toBeNull();
  expect(
    readContent(contentSpan({ kind: "span", attributes: { "openinference.span.kind": "TOOL" } }), []).tool?.name,
  ).toBe("work");
});

test("keeps what was noted beside the work, with keys of any name", () => {
  expect(
    read({
      metadata: '{"tenant":"acme","session_id":"s"}',
      "langsmith.metadata.user_id": "u",
      "ai.telemetry.metadata.plan": '{"tier":1}',
      "traceloop.association.properties.__proto__": "kept",
      "gen_ai.prompt.name": "weather",
      "gen_ai.prompt.version": "v3",
      "retrieval.documents.1.document.id": "second",
      "retrieval.documents.0.document.id": "first",
    }).metadata,
  ).toEqual(
    Object.assign(Object.create(null), {
      tenant: "acme",
      plan: { tier: 1 },
      ["__proto__"]: "kept",
      prompt: { name: "weather", version: "v3" },
      documents: [{ id: "first" }, { id: "second" }],
    }),
  );
});

test("tells who answered from what is answered", () => {
  const { input } = read({
    "llm.input_messages.0.message.role": "user",
    "llm.input_messages.0.message.tool_call_id": "1",
    "llm.input_messages.0.message.content": '{"degrees":18}',
  });
  const openlit = [{ role: "tool", parts: [{ type: "text", content: '{"degrees":18}' }] }];
  expect(input).toEqual([say("tool", result("1"))]);
  expect(read({ "gen_ai.input.messages": openlit }).input).toEqual([say("tool", result(null))]);
});

test("says nothing where nothing was said", () => {
  const parts = [{ type: "custom" }, { type: "text", content: "hi" }];
  expect(read({ "gen_ai.input.messages": [{ role: "user", parts }] }).input).toEqual([say("user", words("hi"))]);
  expect(read({ "gcp.vertex.agent.llm_response": '{"usageMetadata":{"promptTokenCount":1}}' }).output).toEqual([]);
  expect(read({ "gcp.vertex.agent.llm_request": "{}", "traceloop.entity.output": "null" })).toMatchObject({
    input: [],
    output: [],
  });
});

test("takes the message off what a tool of LangChain gave back, and the id with it", () => {
  const message = {
    lc: 1,
    type: "constructor",
    id: ["ToolMessage"],
    kwargs: { content: '{"degrees":18}', tool_call_id: "1" },
  };
  const { tool } = read(
    { "tool.name": "work", "input.value": "Paris", "output.value": JSON.stringify({ output: message }) },
    "tool",
  );
  expect(tool).toEqual({ name: "work", callId: "1", arguments: "Paris", result: { degrees: 18 } });
});

test("reads the calls that Strands tells by their type", () => {
  const message = '[{"type":"toolUse","name":"get_weather","toolUseId":"1","input":{"city":"Paris"}}]';
  const events = [{ time: "1", name: "gen_ai.choice", attributes: { message } }];
  expect(readContent(contentSpan({ kind: "llm", events }), []).output).toEqual([say("assistant", call("1"))]);
});

test("tells how much more there is than is shown", () => {
  const input = Array.from({ length: 10_005 }, () => ({ role: "user", content: "hi" }));
  const messages = read({ "gen_ai.input.messages": input }).input;
  expect([messages.length, messages.at(-1)]).toEqual([10_001, say("user", words("… and 5 more messages"))]);
});

test("leaves the bytes of files out of arguments, results and texts", () => {
  const told = JSON.stringify([
    read({ "input.value": { unknown: { shape: data } } }),
    read(
      {
        "gen_ai.tool.call.arguments": { image: data },
        "gen_ai.tool.call.result": [{ type: "image", data: "A".repeat(500), mimeType: "image/png" }],
      },
      "tool",
    ),
  ]);
  expect(told).not.toMatch(/data:image|AAAA/);
});
