import { expect, test } from "vitest";
import { recording } from "../../test/recording.ts";
import { instrument as claudeAgent } from "./claude-agent.ts";
import type { Loaded } from "./instrument.ts";
import { instrument as llamaindex } from "./llamaindex.ts";
import { instrument as mastra } from "./mastra.ts";

const loaded: Loaded = { name: "fake", version: "1.0.0", module: "fake", kind: "esm", file: "/fake.js" };

/** Messages as the Claude Agent SDK publishes their types. */
const usage = { input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 0, output_tokens: 5 };
const message = { id: "msg_1", type: "message", role: "assistant", model: "claude-sonnet-4-5", usage };
const messages = [
  { type: "system", subtype: "init", session_id: "s-1", model: "claude-sonnet-4-5", tools: ["Bash"] },
  { type: "assistant", message: { ...message, content: [{ type: "text", text: "Let me look." }] } },
  {
    type: "assistant",
    message: { ...message, content: [{ type: "tool_use", id: "t-1", name: "Bash", input: { command: "ls" } }] },
  },
  { type: "user", message: { role: "user", content: [{ type: "tool_result", tool_use_id: "t-1", content: "a.ts" }] } },
  { type: "assistant", message: { ...message, id: "msg_2", content: [{ type: "text", text: "One file." }] } },
  { type: "result", subtype: "success", is_error: false, result: "One file.", session_id: "s-1" },
];

test("a query of the Claude Agent SDK is an agent, with its calls of the model and of tools", async () => {
  const { spans } = recording();
  const module = {
    async *query(_: { prompt: string }) {
      yield* messages;
    },
  };
  claudeAgent.patch(module, loaded);
  const seen: unknown[] = [];
  for await (const told of module.query({ prompt: "What is here?" })) seen.push(told);
  expect(seen).toEqual(messages);
  const told = spans().map(({ name, attributes }) => [
    name,
    attributes["gen_ai.usage.input_tokens"] ?? attributes["gen_ai.tool.call.result"] ?? attributes["spanwise.output"],
  ]);
  expect(told).toEqual([
    ["chat claude-sonnet-4-5", 100],
    ["execute_tool Bash", "a.ts"],
    ["chat claude-sonnet-4-5", 100],
    ["invoke_agent claude", "One file."],
  ]);
});

test("a query that is broken off is told so, with the tool that was running", async () => {
  const { spans } = recording();
  const module = {
    async *query(_: { prompt: string }) {
      yield* messages;
    },
  };
  claudeAgent.patch(module, loaded);
  for await (const told of module.query({ prompt: "What is here?" })) if (told === messages[2]) break;
  expect(spans().map(({ name, attributes }) => [name, attributes["spanwise.interrupted"]])).toEqual([
    ["chat claude-sonnet-4-5", undefined],
    ["execute_tool Bash", true],
    ["invoke_agent claude", true],
  ]);
});

test("each call of an agent of Mastra's is one", async () => {
  const { spans } = recording();
  class Agent {
    readonly name = "planner";
    async generate(_messages: string, _options?: object) {
      return { text: "done" };
    }
    async stream() {
      throw new Error("no model");
    }
  }
  mastra.patch({ Agent }, loaded);
  expect(await new Agent().generate("plan", { threadId: "t-1", resourceId: "u-1" })).toEqual({ text: "done" });
  await expect(new Agent().stream()).rejects.toThrow("no model");
  expect(spans().map(({ name, attributes }) => [name, attributes["spanwise.output"], attributes["user.id"]])).toEqual([
    ["invoke_agent planner", "done", "u-1"],
    ["invoke_agent planner", undefined, undefined],
  ]);
});

test("what LlamaIndex tells its listeners is recorded", () => {
  const { spans } = recording();
  const target = new EventTarget();
  const callbackManager = {
    on: (name: string, heard: (event: unknown) => void) => target.addEventListener(name, heard),
  };
  const tell = (name: string, detail: object) => target.dispatchEvent(new CustomEvent(name, { detail }));
  llamaindex.patch({ Settings: { callbackManager } }, loaded);
  tell("llm-start", { id: "1", messages: [{ role: "user", content: "hi" }] });
  const raw = { id: "c-1", model: "gpt-5", usage: { prompt_tokens: 3, completion_tokens: 2 } };
  tell("llm-end", { id: "1", response: { message: { role: "assistant", content: "hello" }, raw } });
  tell("llm-tool-call", { toolCall: { id: "t-1", name: "search", input: { query: "x" } } });
  tell("llm-tool-result", { toolCall: { id: "t-1" }, toolResult: { output: "found", isError: false } });
  expect(spans().map(({ name, attributes }) => [name, attributes["gen_ai.response.model"]])).toEqual([
    ["chat", "gpt-5"],
    ["execute_tool search", undefined],
  ]);
});
