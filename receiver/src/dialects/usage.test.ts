import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";
import { normalised } from "./usage.ts";

const usageOf = (scope: string, attributes: Record<string, unknown>) => {
  const { usage, usageRule } = readFacts(
    saidOf({ scope, attributes: { "gen_ai.operation.name": "chat", ...attributes } }),
  );
  return [usage, usageRule];
};

test("a call that tells one side of its tokens alone says which is missing", () => {
  expect(normalised({ input: 25 })?.rule).toBe("output not told");
  expect(normalised({ output: 3, cached: 2 })?.rule).toBe("cache added to input: more than all input; input not told");
  expect(normalised({ input: 25 }, "embedding")?.rule).toBe("as told");
});

test("a total that holds the cache or the reasoning once more says that they were told apart", () => {
  const bedrock = {
    "gen_ai.usage.input_tokens": 400,
    "gen_ai.usage.output_tokens": 60,
    "gen_ai.usage.total_tokens": 860,
    "gen_ai.usage.cache_read_input_tokens": 300,
    "gen_ai.usage.cache_write_input_tokens": 100,
  };
  expect(usageOf("strands-agents", bedrock)).toEqual([
    { input: 800, output: 60, cached: 300, cacheWrite: 100, reasoning: 0 },
    "cache added to input: the total holds it besides",
  ]);
  const gemini = {
    "ai.operationId": "ai.generateText.doGenerate",
    "ai.usage.inputTokens": "100",
    "ai.usage.outputTokens": "60",
    "ai.usage.reasoningTokens": "50",
    "ai.usage.totalTokens": "210",
  };
  expect(usageOf("ai", gemini)).toEqual([
    { input: 100, output: 110, cached: 0, cacheWrite: 0, reasoning: 50 },
    "reasoning added to output: the total holds it besides",
  ]);
  expect(usageOf("ai", { ...gemini, "ai.usage.cachedInputTokens": 30, "ai.usage.totalTokens": 240 })).toEqual([
    { input: 130, output: 110, cached: 30, cacheWrite: 0, reasoning: 50 },
    "cache added to input: the total holds it besides; reasoning added to output: the total holds it besides",
  ]);
});

test("a total of input and output, or of something else, says nothing of them; nor does one that fits both", () => {
  const told = {
    "gen_ai.usage.input_tokens": 400,
    "gen_ai.usage.output_tokens": 60,
    "gen_ai.usage.cache_read.input_tokens": 50,
    "gen_ai.usage.reasoning.output_tokens": 50,
  };
  for (const total of [460, 510, 777, "many"]) {
    expect(usageOf("any", { ...told, "gen_ai.usage.total_tokens": total })).toEqual([
      { input: 400, output: 60, cached: 50, cacheWrite: 0, reasoning: 50 },
      "as told",
    ]);
  }
});
