import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const recorded = (name: string) => recordedSpans(name).map((span) => readFacts(saidOf(span)));
const factsOf = (attributes: Record<string, unknown>) => readFacts(saidOf({ scope: "ai", attributes }));

const run = {
  dialect: "vercel-ai",
  sessionId: "sess-7",
  userId: "user-42",
  agentName: "weather-agent",
};
const claude = { ...run, provider: "anthropic", model: "claude-sonnet-4-5", streaming: false };

test("version 5 leaves the cache out of the input: the provider's own words tell it", () => {
  expect(recorded("vercel-ai-v5-anthropic")).toEqual([
    {
      ...claude,
      kind: "llm",
      counts: true,
      responseModel: "claude-sonnet-4-5",
      responseId: "msg_fake01",
      usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
      usageRule: "cache added to input: told apart",
      usageDetails: { cacheWrite5m: 1000 },
      finishReasons: ["tool-calls"],
    },
    { ...run, kind: "tool", counts: true, toolName: "get_weather", toolCallId: "toolu_fake01" },
    {
      ...claude,
      kind: "llm",
      counts: true,
      responseModel: "claude-sonnet-4-5",
      responseId: "msg_fake01",
      usage: { input: 1225, output: 21, cached: 1200, cacheWrite: 0, reasoning: 0 },
      usageRule: "cache added to input: told apart",
      finishReasons: ["stop"],
    },
    {
      ...claude,
      kind: "operation",
      counts: false,
      usage: { input: 25, output: 21, cached: 0, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
      finishReasons: ["stop"],
    },
  ]);
});

test.each(["ai-4.3.19", "ai-5.0.277", "ai-6.0.326"])("%s counts each call once, whatever its keys are", (name) => {
  const counted = recorded(`${name}.traces`).filter(({ counts, kind }) => counts && kind !== "tool");
  const inputs = counted.map(({ kind, provider, usage }) => [kind, provider, usage?.input, usage?.output]);
  expect(inputs).toEqual([
    ["llm", "openai", 120, 18],
    ["llm", "openai", 158, 42],
    ["llm", "anthropic", 1240, 30],
    ["llm", "anthropic", 1225, 21],
    ["llm", "openai", 158, 42],
    ["embedding", "openai", 9, 0],
    ["llm", "openai", undefined, undefined],
  ]);
});

test("version 6 holds the cache in the input, also where only the provider's words tell of it", () => {
  const metadata = { usage: { input_tokens: 40, cache_creation_input_tokens: 1000, cache_read_input_tokens: 200 } };
  const facts = factsOf({
    "ai.operationId": "ai.generateObject.doGenerate",
    "ai.usage.promptTokens": "1240",
    "ai.usage.completionTokens": "30",
    "ai.response.providerMetadata": JSON.stringify({ anthropic: metadata }),
  });
  expect(facts).toEqual({
    dialect: "vercel-ai",
    kind: "llm",
    counts: true,
    streaming: false,
    usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
    usageRule: "as told",
  });
});

test("Google's output is without its thoughts until version 6", () => {
  const metadata = { google: { usageMetadata: { candidatesTokenCount: 26, thoughtsTokenCount: 16 } } };
  const usageOf = (output: number) => {
    const { usage, usageRule } = factsOf({
      "ai.operationId": "ai.streamText.doStream",
      "ai.usage.inputTokens": 158,
      "ai.usage.outputTokens": output,
      "ai.response.providerMetadata": JSON.stringify(metadata),
    });
    return [usage?.output, usage?.reasoning, usageRule];
  };
  expect(usageOf(26)).toEqual([42, 16, "reasoning added to output: told apart"]);
  expect(usageOf(42)).toEqual([42, 16, "as told"]);
});

test("a gateway tells who answered and what it cost", () => {
  const metadata = {
    gateway: { cost: "0.00042", routing: { finalProvider: "bedrock" } },
    openai: { serviceTier: "priority" },
  };
  const { provider, reportedCost, tier } = factsOf({
    "operation.name": "ai.generateText.doGenerate helper",
    "gen_ai.system": "gateway",
    "ai.response.providerMetadata": JSON.stringify(metadata),
  });
  expect({ provider, reportedCost, tier }).toEqual({
    provider: "aws.bedrock",
    reportedCost: "0.00042",
    tier: "priority",
  });
});

test("metadata of a wrong shape changes nothing", () => {
  const usageWith = (metadata: unknown) =>
    factsOf({
      "ai.operationId": "ai.generateText.doGenerate",
      "ai.usage.promptTokens": 40,
      "ai.response.providerMetadata": metadata,
    }).usage;
  const asTold = { input: 40, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };
  const wrong = ["{", "[]", '"anthropic"', '{"anthropic":null}', '{"anthropic":{"usage":[1]}}', 7, true];
  expect(wrong.map(usageWith)).toEqual(wrong.map(() => asTold));
});
