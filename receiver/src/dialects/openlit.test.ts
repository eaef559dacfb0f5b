import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (attributes: Record<string, unknown>) =>
  readFacts(saidOf({ scope: "@openlit/instrumentation-vllm", attributes }));

test("a chat stays a chat though it names the tools that it asked for, and a cost of 0 says nothing", () => {
  const facts = factsOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.request.is_stream": true,
    "gen_ai.request.user": "user-42",
    "gen_ai.usage.input_tokens": 120,
    "gen_ai.usage.output_tokens": 18,
    "gen_ai.usage.cache_read.input_tokens": 64,
    "gen_ai.usage.cost": 0,
    "gen_ai.server.time_to_first_token": 0.125,
    "gen_ai.tool.name": "get_weather",
    "gen_ai.tool.call.id": "call_1",
    "gen_ai.response.finish_reasons": ["tool_calls"],
  });
  expect(facts).toEqual({
    dialect: "openlit",
    kind: "llm",
    counts: true,
    userId: "user-42",
    provider: "openai",
    model: "gpt-4o-mini",
    responseModel: "gpt-4o-mini-2024-07-18",
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
    streaming: true,
    firstTokenNanos: 125_000_000,
    finishReasons: ["tool_calls"],
    toolName: "get_weather",
    toolCallId: "call_1",
  });
});

test("its operations have their kinds", () => {
  const kinds = [
    { "gen_ai.operation.name": "vectordb", "db.operation.name": "query" },
    { "gen_ai.operation.name": "vectordb", "db.operation": "upsert" },
    { "db.system": "chroma", "db.operation": "query" },
    { "gen_ai.operation.name": "image" },
    { "gen_ai.operation.name": "framework" },
    { "gen_ai.operation.name": "execute_tool" },
    { "gen_ai.operation.name": "mcp_tool_list" },
  ].map((attributes) => factsOf(attributes).kind);
  expect(kinds).toEqual(["retrieval", "db", "retrieval", "llm", "workflow", "tool", "operation"]);
});

test("a cost it knows is reported", () => {
  expect(factsOf({ "gen_ai.operation.name": "chat", "gen_ai.usage.cost": "0.0021" }).reportedCost).toBe("0.0021");
});
