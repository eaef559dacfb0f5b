import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "openinference");

test("reads the export openinference-openai-anthropic", () => {
  expect(factsOf("openinference-openai-anthropic")).toEqual([
    {
      dialect: "openinference",
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
      tags: ["prod", "weather"],
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      finishReasons: ["tool_calls"],
    },
    {
      dialect: "openinference",
      kind: "llm",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      tags: ["prod", "weather"],
      provider: "openai",
      model: "gpt-4o-mini",
      finishReasons: ["stop"],
    },
    {
      dialect: "openinference",
      kind: "embedding",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      tags: ["prod", "weather"],
      provider: "openai",
      model: "text-embedding-3-small",
    },
    {
      dialect: "openinference",
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
      tags: ["prod", "weather"],
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
    },
    {
      dialect: "openinference",
      kind: "tool",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      tags: ["prod", "weather"],
      toolName: "get_weather",
    },
    {
      dialect: "openinference",
      kind: "agent",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      tags: ["prod", "weather"],
    },
    {
      dialect: "openinference",
      kind: "llm",
      counts: true,
      usage: {
        input: 1240,
        output: 30,
        cached: 200,
        cacheWrite: 1000,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "sess-7",
      userId: "user-42",
      tags: ["prod", "weather"],
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5",
      finishReasons: ["tool_use"],
    },
  ]);
});

const factsWith = (attributes: Record<string, unknown>) =>
  readFacts(saidOf({ name: "call", attributes: { "openinference.span.kind": "LLM", ...attributes } }));
const answerOf = (usage: unknown) => JSON.stringify({ id: "x", choices: [{ text: 'a "quoted" \\ word' }], usage });

test("tokens that a limit on attributes took are read from the answer", () => {
  const usage = { prompt_tokens: 120, completion_tokens: 18, prompt_tokens_details: { cached_tokens: 64 } };
  expect(factsWith({ "output.value": answerOf(usage) })).toEqual({
    dialect: "openinference",
    kind: "llm",
    counts: true,
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "read from the answer itself",
  });
});

test("each provider's answer tells tokens in its own way", () => {
  const usageIn = (value: unknown) => factsWith({ "output.value": value }).usage;
  const anthropic = {
    input_tokens: 40,
    output_tokens: 30,
    cache_read_input_tokens: 200,
    cache_creation_input_tokens: 1000,
  };
  const responses = { input_tokens: 158, output_tokens: 42, input_tokens_details: { cached_tokens: 128 } };
  const gemini = { promptTokenCount: 158, candidatesTokenCount: 26, thoughtsTokenCount: 16 };
  expect(usageIn(answerOf(anthropic))).toEqual({
    input: 1240,
    output: 30,
    cached: 200,
    cacheWrite: 1000,
    reasoning: 0,
  });
  expect(usageIn(answerOf(responses))).toEqual({ input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 0 });
  expect(usageIn(JSON.stringify({ candidates: [], usageMetadata: gemini }))).toEqual({
    input: 158,
    output: 42,
    cached: 0,
    cacheWrite: 0,
    reasoning: 16,
  });
  expect(usageIn(answerOf({ prompt_tokens: "many" }))).toBeUndefined();
  expect(usageIn("It is 18 degrees.")).toBeUndefined();
});

test("only a call is asked for the usage of its answer", () => {
  const attributes = { "openinference.span.kind": "CHAIN", "output.value": answerOf({ prompt_tokens: 1 }) };
  expect(factsWith(attributes)).toEqual({ dialect: "openinference", kind: "workflow", counts: false });
});

test("the parts of a cost are the cost where there is no total", () => {
  expect(factsWith({ "llm.cost.prompt": 0.25, "llm.cost.completion": 0.5 }).reportedCost).toBe("0.75");
  expect(factsWith({ "llm.cost.total": 0.5, "llm.cost.prompt": 0.25 }).reportedCost).toBe("0.5");
});
