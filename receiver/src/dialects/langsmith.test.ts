import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "langsmith");

test("reads the export langsmith-otel", () => {
  expect(factsOf("langsmith-otel")).toEqual([
    {
      dialect: "langsmith",
      kind: "llm",
      counts: true,
      usage: {
        input: 120,
        output: 18,
        cached: 64,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "sess-7",
      userId: "user-42",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["tool_calls"],
    },
    {
      dialect: "langsmith",
      kind: "tool",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      toolName: "get_weather",
    },
    {
      dialect: "langsmith",
      kind: "retrieval",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
    },
    {
      dialect: "langsmith",
      kind: "llm",
      counts: true,
      usage: {
        input: 158,
        output: 42,
        cached: 128,
        cacheWrite: 0,
        reasoning: 16,
      },
      usageRule: "as told",
      sessionId: "sess-7",
      userId: "user-42",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["stop"],
    },
    {
      dialect: "langsmith",
      kind: "llm",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      provider: "openai",
      model: "fail-model",
    },
    {
      dialect: "langsmith",
      kind: "workflow",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      tags: ["prod", "weather"],
    },
  ]);
});

test("tokens stand in a map where the attributes for them are missing", () => {
  const told = { input_tokens: 120, output_tokens: 18, input_token_details: { cache_read: 64 }, total_cost: 0.25 };
  const attributes = { "langsmith.span.kind": "llm", "langsmith.usage_metadata": JSON.stringify(told) };
  expect(readFacts(saidOf({ scope: "langsmith", name: "ChatOpenAI", attributes }))).toEqual({
    dialect: "langsmith",
    kind: "llm",
    counts: true,
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
    reportedCost: "0.25",
  });
});
