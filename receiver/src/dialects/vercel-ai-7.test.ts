import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const spans = recordedSpans("vercel-ai-v7");
const factsOf = (spanId: string) =>
  spans.filter((span) => span.spanId === spanId).map((span) => readFacts(saidOf(span)));

const openai = { dialect: "vercel-ai", provider: "openai", model: "gpt-4o-mini" };
const answered = { responseModel: "gpt-4o-mini-2024-07-18", responseId: "resp_fake01" };

test("a chat is the call; the steps and the agent around it repeat its tokens", () => {
  const ids = ["32e73fd158a9adfd", "4eedf176949898ec", "50ba4e3641ef27bc", "59929a4eac7dde01"];
  expect(ids.flatMap(factsOf)).toEqual([
    {
      ...openai,
      ...answered,
      kind: "llm",
      counts: true,
      usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
      usageRule: "as told",
      finishReasons: ["stop"],
    },
    { dialect: "vercel-ai", kind: "task", counts: false },
    {
      ...openai,
      kind: "agent",
      counts: false,
      agentName: "weather-agent",
      usage: { input: 278, output: 60, cached: 192, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
      finishReasons: ["stop"],
    },
    { dialect: "vercel-ai", kind: "tool", counts: true, toolName: "get_weather", toolCallId: "call_Wx1Paris0001" },
  ]);
});

test("the time to the first chunk is an attribute of the span, in seconds, of what was streamed", () => {
  const streamed = factsOf("43f8481847708307").map(({ firstTokenNanos, streaming }) => [firstTokenNanos, streaming]);
  expect(streamed).toEqual([[135662469, true]]);
});

test("the lifetimes of what Anthropic cached come from its own words", () => {
  const facts = readFacts(
    saidOf({
      scope: "gen_ai",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.usage.input_tokens": "1240",
        "gen_ai.usage.output_tokens": "30",
        "gen_ai.usage.cache_read.input_tokens": 200,
        "gen_ai.usage.cache_creation.input_tokens": 1000,
        "ai.response.providerMetadata": {
          anthropic: {
            usage: {
              input_tokens: 40,
              cache_creation: { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 },
            },
          },
        },
      },
    }),
  );
  expect(facts).toEqual({
    dialect: "vercel-ai",
    kind: "llm",
    counts: true,
    provider: "anthropic",
    usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
    usageRule: "as told",
    usageDetails: { cacheWrite5m: 600, cacheWrite1h: 400 },
  });
});
