import { expect, test } from "vitest";
import { args, call, data, picture, read, result, say, thought, words } from "../../../test/said.ts";
import type { Message } from "../../model/message.ts";

const shapes: readonly (readonly [name: string, input: unknown, messages: readonly Message[]])[] = [
  ["plain words", "hi", [say("user", words("hi"))]],
  [
    "OpenTelemetry's parts",
    [
      {
        role: "user",
        parts: [
          { type: "text", content: "look" },
          { type: "blob", modality: "image", mime_type: "image/png", content: "iVBO" },
          { type: "uri", modality: "image", mime_type: "image/png", uri: "https://a/p.png" },
          { type: "file", modality: "image", mime_type: "image/png", file_id: "file-1" },
          { type: "compaction", content: "in short" },
          { type: "weird", x: 1 },
        ],
      },
      {
        role: "assistant",
        parts: [
          { type: "reasoning", content: "hm" },
          { type: "tool_call", id: "1", name: "get_weather", arguments: args },
          { type: "server_tool_call", id: "2", name: "get_weather", server_tool_call: { type: "x", city: "Paris" } },
          { type: "server_tool_call_response", id: "2", server_tool_call_response: { type: "x" } },
        ],
      },
      { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: '{"degrees":18}' }] },
      { role: "user", parts: [{ type: "tool_call_response", id: "1", result: { degrees: 18 } }] },
    ],
    [
      say(
        "user",
        words("look"),
        picture(),
        picture("https://a/p.png"),
        picture("file-1"),
        words("in short"),
        words('{"type":"weird","x":1}'),
      ),
      say("assistant", thought("hm"), call("1"), call("2", { type: "x", city: "Paris" }), result("2", { type: "x" })),
      say("tool", result("1")),
      say("tool", result("1")),
    ],
  ],
  [
    "OpenAI's chat",
    {
      model: "gpt",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "look" },
            { type: "image_url", image_url: { url: data } },
          ],
        },
        { role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] },
        {
          role: "assistant",
          content: null,
          reasoning_content: "hm",
          tool_calls: [{ id: "1", type: "function", function: { name: "get_weather", arguments: args } }],
        },
        { role: "tool", tool_call_id: "1", content: '{"degrees":18}' },
        { role: "assistant", content: null, refusal: "no" },
        { role: "assistant", content: null, function_call: { name: "get_weather", arguments: args } },
      ],
    },
    [
      say("user", words("look"), picture()),
      say("user", { type: "media", modality: "audio", mimeType: "audio/wav", uri: null }),
      say("assistant", thought("hm"), call("1")),
      say("tool", result("1")),
      say("assistant", words("no")),
      say("assistant", call(null)),
    ],
  ],
  [
    "items of OpenAI's responses",
    [
      { role: "user", content: [{ type: "input_text", text: "hi" }] },
      { type: "reasoning", summary: [{ type: "summary_text", text: "hm" }] },
      { type: "function_call", call_id: "1", name: "get_weather", arguments: args },
      { type: "function_call_output", call_id: "1", output: '{"degrees":18}' },
    ],
    [say("user", words("hi")), say("assistant", thought("hm"), call("1")), say("tool", result("1"))],
  ],
  [
    "Anthropic's blocks",
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBO" } },
            { type: "document", source: { type: "url", url: "https://a/b.pdf" } },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: "x" },
            { type: "redacted_thinking", data: "x" },
            { type: "tool_use", id: "1", name: "get_weather", input: { city: "Paris" } },
          ],
        },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "1", content: [{ type: "text", text: '{"degrees":18}' }] }],
        },
      ],
    },
    [
      say("user", picture(), { type: "media", modality: "file", mimeType: null, uri: "https://a/b.pdf" }),
      say("assistant", thought("hm"), thought("[redacted by the provider]"), call("1")),
      say("tool", result("1")),
    ],
  ],
  [
    "Bedrock's Converse",
    [
      { role: "user", content: '[{"text":"hi"},{"image":{"format":"png","source":{"bytes":"iVBO"}}}]' },
      {
        role: "assistant",
        content: [
          { reasoningContent: { reasoningText: { text: "hm" } } },
          { toolUse: { toolUseId: "1", name: "get_weather", input: { city: "Paris" } } },
        ],
      },
      {
        role: "user",
        content: [{ toolResult: { toolUseId: "1", status: "success", content: [{ json: { degrees: 18 } }] } }],
      },
    ],
    [say("user", words("hi"), picture()), say("assistant", thought("hm"), call("1")), say("tool", result("1"))],
  ],
  [
    "Gemini's contents",
    {
      contents: [
        {
          role: "user",
          parts: [
            { text: "hi" },
            { inlineData: { mimeType: "image/png", data: "iVBO" } },
            { fileData: { mimeType: "image/png", fileUri: "gs://a/b" } },
          ],
        },
        {
          role: "model",
          parts: [{ text: "hm", thought: true }, { functionCall: { name: "get_weather", args: { city: "Paris" } } }],
        },
        { role: "user", parts: [{ functionResponse: { name: "get_weather", response: { degrees: 18 } } }] },
      ],
    },
    [
      say("user", words("hi"), picture(), picture("gs://a/b")),
      say("assistant", thought("hm"), call(null)),
      say("tool", result(null)),
    ],
  ],
  [
    "the AI SDK's messages",
    [
      {
        role: "user",
        content: [
          { type: "text", text: "hi" },
          { type: "image", image: { 0: 137, 1: 80 }, mediaType: "image/png" },
          { type: "file", mediaType: "image/png", data: "iVBO" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "hm" },
          { type: "tool-call", toolCallId: "1", toolName: "get_weather", args: { city: "Paris" } },
        ],
      },
      {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: "1",
            toolName: "get_weather",
            output: { type: "json", value: { degrees: 18 } },
          },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId: "1", toolName: "get_weather", result: { degrees: 18 } }],
      },
    ],
    [
      say("user", words("hi"), picture(), picture()),
      say("assistant", thought("hm"), call("1")),
      say("tool", result("1")),
      say("tool", result("1")),
    ],
  ],
  [
    "LangChain's serialised messages",
    {
      messages: [
        [
          { lc: 1, type: "constructor", id: ["langchain_core", "messages", "HumanMessage"], kwargs: { content: "hi" } },
          {
            lc: 1,
            type: "constructor",
            id: ["langchain_core", "messages", "AIMessage"],
            kwargs: {
              content: "",
              tool_calls: [{ name: "get_weather", args: { city: "Paris" }, id: "1", type: "tool_call" }],
              additional_kwargs: {},
            },
          },
          { type: "tool", content: '{"degrees":18}', tool_call_id: "1" },
          { type: "human", data: { content: "thanks" } },
          ["ai", "welcome"],
        ],
      ],
    },
    [
      say("user", words("hi")),
      say("assistant", call("1")),
      say("tool", result("1")),
      say("user", words("thanks")),
      say("assistant", words("welcome")),
    ],
  ],
  [
    "Genkit's messages",
    {
      messages: [
        { role: "user", content: [{ text: "hi" }, { media: { url: data, contentType: "image/png" } }] },
        { role: "model", content: [{ toolRequest: { name: "get_weather", ref: "1", input: { city: "Paris" } } }] },
        { role: "tool", content: [{ toolResponse: { name: "get_weather", ref: "1", output: { degrees: 18 } } }] },
      ],
    },
    [say("user", words("hi"), picture()), say("assistant", call("1")), say("tool", result("1"))],
  ],
  [
    "Pydantic AI's own messages",
    [
      { kind: "request", parts: [{ part_kind: "user-prompt", content: "hi" }] },
      {
        kind: "response",
        parts: [
          { part_kind: "thinking", content: "hm" },
          { part_kind: "tool-call", tool_call_id: "1", tool_name: "get_weather", args },
        ],
      },
      { kind: "request", parts: [{ part_kind: "tool-return", tool_call_id: "1", content: { degrees: 18 } }] },
    ],
    [say("user", words("hi")), say("assistant", thought("hm"), call("1")), say("tool", result("1"))],
  ],
  ["the call of a function with one argument", { args: [], kwargs: { question: "hi" } }, [say("user", words("hi"))]],
  [
    "the call of a function with two",
    { args: ["a"], kwargs: { b: "c" } },
    [say("user", words('{"args":["a"],"kwargs":{"b":"c"}}'))],
  ],
  ["the call of a function with none", { args: [], kwargs: {} }, []],
  ["an object that nobody said", { question: "hi", top: 3 }, [say("user", words('{"question":"hi","top":3}'))]],
  ["nothing", {}, []],
];

test.each(shapes)("reads %s, as they are, as JSON, and as JSON in JSON", (_name, input, messages) => {
  expect(read({ "input.value": input }).input).toEqual(messages);
  expect(read({ "input.value": JSON.stringify(input) }).input).toEqual(messages);
  expect(read({ "mlflow.spanInputs": JSON.stringify(JSON.stringify(input)) }).input).toEqual(messages);
});

const answers: readonly (readonly [name: string, output: unknown])[] = [
  ["OpenAI's chat", { choices: [{ index: 0, message: { role: "assistant", content: "hello" } }] }],
  ["OpenAI's completion", { choices: [{ text: "hello" }] }],
  [
    "OpenAI's responses",
    {
      object: "response",
      output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "hello" }] }],
    },
  ],
  ["Anthropic", { id: "1", type: "message", role: "assistant", content: [{ type: "text", text: "hello" }] }],
  ["Bedrock", { output: { message: { role: "assistant", content: [{ text: "hello" }] } } }],
  ["Gemini", { candidates: [{ content: { role: "model", parts: [{ text: "hello" }] } }] }],
  ["Google ADK", { content: { role: "model", parts: [{ text: "hello" }] }, finishReason: "STOP" }],
  ["Genkit", { message: { role: "model", content: [{ text: "hello" }] }, finishReason: "stop" }],
  [
    "LangChain",
    {
      generations: [
        [{ text: "hello", message: { lc: 1, type: "constructor", id: ["AIMessage"], kwargs: { content: "hello" } } }],
      ],
    },
  ],
  ["Logfire", { message: { role: "assistant", content: "hello" }, usage: {} }],
  ["a stream of Logfire", { combined_chunk_content: "hello", chunk_count: 2 }],
  ["words", "hello"],
  ["words as JSON", '"hello"'],
];

test.each(answers)("reads an answer of %s", (_name, output) => {
  expect(read({ "gen_ai.completion": JSON.stringify(output) }).output).toEqual([say("assistant", words("hello"))]);
});
