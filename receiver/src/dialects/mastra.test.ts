import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const start = BigInt(Date.parse("2026-11-21T11:25:44.000Z")) * 1_000_000n;
const factsOf = (attributes: Record<string, unknown>) =>
  readFacts(saidOf({ scope: "@mastra/otel-exporter", start, attributes }));

test("the inference is the call", () => {
  const facts = factsOf({
    "mastra.span.type": "model_inference",
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai.chat",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.usage.input_tokens": 158,
    "gen_ai.usage.output_tokens": "42",
    "gen_ai.usage.cache_read.input_tokens": 128,
    "gen_ai.usage.reasoning_tokens": 16,
    "gen_ai.response.finish_reasons": '["stop"]',
    "mastra.completion_start_time": "2026-11-21T11:25:44.250Z",
    "mastra.metadata.sessionId": "sess-7",
    "mastra.metadata.userId": "user-42",
    "mastra.tags": '["prod","weather"]',
  });
  expect(facts).toEqual({
    dialect: "mastra",
    kind: "llm",
    counts: true,
    sessionId: "sess-7",
    userId: "user-42",
    tags: ["prod", "weather"],
    provider: "openai",
    model: "gpt-4o-mini",
    responseModel: "gpt-4o-mini-2024-07-18",
    usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
    usageRule: "as told",
    finishReasons: ["stop"],
    firstTokenNanos: 250_000_000,
  });
});

test("the lifetimes of what was cached, and what was spoken, have prices of their own", () => {
  const { usage, usageDetails } = factsOf({
    "mastra.span.type": "model_inference",
    "gen_ai.usage.input_tokens": 1240,
    "gen_ai.usage.output_tokens": 30,
    "gen_ai.usage.cache_creation.input_tokens": 1000,
    "gen_ai.usage.cache_creation.5m_input_tokens": 600,
    "gen_ai.usage.cache_creation.1h_input_tokens": "400",
    "gen_ai.usage.audio_input_tokens": 12,
    "gen_ai.usage.audio_output_tokens": 0,
  });
  expect({ usage, usageDetails }).toEqual({
    usage: { input: 1240, output: 30, cached: 0, cacheWrite: 1000, reasoning: 0 },
    usageDetails: { cacheWrite5m: 600, cacheWrite1h: 400, audioInput: 12 },
  });
});

test("a generation is the call only where it is the chat", () => {
  const kindOf = (operation: string) =>
    factsOf({ "mastra.span.type": "model_generation", "gen_ai.operation.name": operation }).kind;
  expect([kindOf("model_generation"), kindOf("chat")]).toEqual(["operation", "llm"]);
});

test("each type has its kind", () => {
  const types = [
    "agent_run",
    "model_step",
    "model_chunk",
    "tool_call",
    "mcp_tool_call",
    "workflow_run",
    "workflow_step",
    "workflow_conditional_eval",
    "rag_embedding",
    "rag_vector_operation",
    "memory_operation",
    "scorer_run",
    "mcp_server_request",
    "processor_run",
  ];
  expect(types.map((type) => factsOf({ "mastra.span.type": type }).kind)).toEqual([
    "agent",
    "operation",
    "operation",
    "tool",
    "tool",
    "workflow",
    "task",
    "task",
    "embedding",
    "retrieval",
    "memory",
    "evaluator",
    "operation",
    "operation",
  ]);
});
