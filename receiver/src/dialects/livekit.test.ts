import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string, attributes: Record<string, unknown>) =>
  readFacts(saidOf({ scope: "livekit-agents", name, attributes }));

const request = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "api.openai.com",
  "gen_ai.request.model": "gpt-4o-mini",
  "gen_ai.usage.input_tokens": 120,
  "gen_ai.usage.output_tokens": 18,
  "gen_ai.usage.cache_read.input_tokens": 64,
  "gen_ai.usage.input_cached_tokens": 64,
  "gen_ai.response.time_to_first_chunk": 0.25,
  "gen_ai.response.id": "chatcmpl-1",
  "langfuse.observation.completion_start_time": "2026-11-21T11:25:44.282Z",
};

test("the request is the call, and its provider is a host", () => {
  expect(factsOf("llm_request", request)).toEqual({
    dialect: "livekit",
    kind: "llm",
    counts: true,
    provider: "openai",
    model: "gpt-4o-mini",
    responseId: "chatcmpl-1",
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
    firstTokenNanos: 250_000_000,
  });
});

test("around and below the request are only views of it", () => {
  const node = { "gen_ai.request.model": "gpt-4o-mini", "lk.response.ttft": 0.25 };
  const kinds = [
    factsOf("agent_session", { "gen_ai.operation.name": "invoke_workflow" }),
    factsOf("agent_turn", { "gen_ai.operation.name": "invoke_agent" }),
    factsOf("llm_node", node),
    factsOf("llm_node", { ...node, "gen_ai.operation.name": "chat" }),
    factsOf("llm_request_run", { "lk.retry_count": 0 }),
    factsOf("tts_node", {}),
    factsOf("user_turn", {}),
  ].map(({ kind, counts }) => [kind, counts]);
  expect(kinds).toEqual([
    ["workflow", false],
    ["agent", false],
    ["operation", false],
    ["llm", true],
    ["operation", false],
    ["operation", false],
    ["operation", false],
  ]);
});

test("metrics tell the tokens where no attribute does, and zeros tell none", () => {
  const usageOf = (attributes: object) => factsOf("llm_request", { ...attributes }).usage;
  const metrics = { prompt_tokens: 120, completion_tokens: 18, prompt_cached_tokens: 64 };
  expect(usageOf({ "lk.llm_metrics": JSON.stringify(metrics) })).toEqual({
    input: 120,
    output: 18,
    cached: 64,
    cacheWrite: 0,
    reasoning: 0,
  });
  expect(usageOf({ "gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0 })).toBeUndefined();
});

test("a tool tells its name, its call and whether it failed", () => {
  const attributes = {
    "lk.function_tool.name": "get_weather",
    "lk.function_tool.id": "call_1",
    "lk.function_tool.is_error": true,
  };
  expect(factsOf("function_tool", attributes)).toEqual({
    dialect: "livekit",
    kind: "tool",
    counts: true,
    toolName: "get_weather",
    toolCallId: "call_1",
    failed: true,
  });
});
