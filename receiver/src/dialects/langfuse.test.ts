import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "langfuse");

test("reads the export langfuse-5", () => {
  expect(factsOf("langfuse-5")).toEqual([
    {
      dialect: "langfuse",
      kind: "llm",
      counts: true,
      usage: {
        input: 120,
        output: 18,
        cached: 64,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "sum of parts that are told apart",
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      provider: "openai",
      model: "gpt-4o-mini-2024-07-18",
    },
    {
      dialect: "langfuse",
      kind: "tool",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      toolName: "get_weather",
    },
    {
      dialect: "langfuse",
      kind: "llm",
      counts: true,
      usage: {
        input: 158,
        output: 42,
        cached: 128,
        cacheWrite: 0,
        reasoning: 16,
      },
      usageRule: "sum of parts that are told apart",
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      provider: "openai",
      model: "gpt-4o-mini",
      streaming: true,
      firstTokenNanos: 39000000,
    },
    {
      dialect: "langfuse",
      kind: "embedding",
      counts: true,
      usage: {
        input: 9,
        output: 0,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      provider: "openai",
      model: "text-embedding-3-small",
    },
    {
      dialect: "langfuse",
      kind: "guardrail",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
    },
    {
      dialect: "langfuse",
      kind: "retrieval",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
    },
    {
      dialect: "langfuse",
      kind: "llm",
      counts: true,
      usage: {
        input: 1240,
        output: 30,
        cached: 200,
        cacheWrite: 1000,
        reasoning: 0,
      },
      usageRule: "sum of parts that are told apart",
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      reportedCost: "0.0057",
      firstTokenNanos: 0,
    },
    {
      dialect: "langfuse",
      kind: "llm",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
      model: "fail-model",
      failed: true,
      errorMessage: "Error: 500 The server had an error processing your request",
    },
    {
      dialect: "langfuse",
      kind: "event",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
    },
    {
      dialect: "langfuse",
      kind: "agent",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      environment: "staging",
      release: "v1.2.3",
      tags: ["prod", "weather"],
    },
  ]);
});

const factsWith = (attributes: Record<string, unknown>, scope = "langfuse-sdk") =>
  readFacts(saidOf({ scope, name: "answer", attributes }));

test("a stray attribute of Langfuse on another's span changes nothing", () => {
  const attributes = {
    "langfuse.observation.completion_start_time": '"2026-11-21T02:30:40.589Z"',
    "openinference.span.kind": "LLM",
  };
  expect(factsWith(attributes, "livekit").dialect).toBe("openinference");
});

test("what old versions call a span is a call when it has a model", () => {
  expect(factsWith({ "langfuse.observation.type": "span", "langfuse.observation.model.name": "gpt-5" })).toEqual({
    dialect: "langfuse",
    kind: "llm",
    counts: true,
    model: "gpt-5",
    provider: "openai",
  });
  expect(factsWith({ "langfuse.observation.type": "span" }).kind).toBe("operation");
});

const usageOf = (details: unknown) => {
  const { usage, usageRule } = factsWith({
    "langfuse.observation.type": "generation",
    "langfuse.observation.usage_details": JSON.stringify(details),
  });
  return { usage, usageRule };
};

test("parts that a program tells within the whole are not added to it", () => {
  expect(usageOf({ input: 120, output: 18, total: 138, input_cached_tokens: 64, output_reasoning_tokens: 9 })).toEqual({
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 9 },
    usageRule: "as told",
  });
});

test("a provider's own words for tokens are understood", () => {
  expect(usageOf({ prompt_tokens: 120, completion_tokens: 18, prompt_tokens_details: { cached_tokens: 64 } })).toEqual({
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
  });
});

test("so are those of the Responses API", () => {
  const details = { input_tokens: 158, output_tokens: 42, input_tokens_details: { cached_tokens: 128 } };
  expect(usageOf(details).usage).toEqual({ input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 0 });
});

test("costs of parts are the cost where there is no total", () => {
  const costOf = (costs: unknown) =>
    factsWith({ "langfuse.observation.cost_details": JSON.stringify(costs) }).reportedCost;
  expect(costOf({ input: 0.25, output: 0.5 })).toBe("0.75");
  expect(costOf({ input: 0, output: 0, total: 0 })).toBeUndefined();
});
