import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const call = { dialect: "anthropic-sdk", kind: "llm", counts: true, provider: "anthropic" };

test("its input holds the cache, whose lifetimes it tells", () => {
  const facts = recordedSpans("anthropic-sdk-1.12.0.traces").map((span) => readFacts(saidOf(span)));
  expect(facts.slice(0, 3)).toEqual([
    {
      ...call,
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5",
      responseId: "msg_fake0001",
      usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
      usageRule: "as told",
      usageDetails: { cacheWrite5m: 600, cacheWrite1h: 400 },
      finishReasons: ["tool_use"],
    },
    {
      ...call,
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5",
      responseId: "msg_fake0002",
      usage: { input: 1225, output: 21, cached: 1200, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
      finishReasons: ["end_turn"],
      streaming: true,
      firstTokenNanos: expect.any(Number),
    },
    { ...call, model: "fail-500", failed: true, errorType: "api_error" },
  ]);
});

test("counting tokens uses none, and a session is no call to a model", () => {
  const factsOf = (name: string, attributes: Record<string, unknown>) =>
    readFacts(saidOf({ scope: "com.anthropic.sdk.python", name, attributes }));
  expect([
    factsOf("anthropic.messages.count_tokens", {
      "gen_ai.request.model": "claude-sonnet-4-5",
      "anthropic.message.count_tokens.input_tokens": 40,
      "gen_ai.usage.input_tokens": 40,
    }),
    factsOf("anthropic.sessions.create", { "gen_ai.request.model": "claude-sonnet-4-5", "gen_ai.agent.name": "coder" }),
  ]).toEqual([
    { dialect: "anthropic-sdk", kind: "operation", counts: false, provider: "anthropic", model: "claude-sonnet-4-5" },
    {
      dialect: "anthropic-sdk",
      kind: "operation",
      counts: false,
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      agentName: "coder",
    },
  ]);
});

test("tells how the call was bought", () => {
  const attributes = { "gen_ai.operation.name": "chat", "anthropic.response.service_tier": "priority" };
  expect(readFacts(saidOf({ scope: "com.anthropic.sdk.typescript", attributes })).tier).toBe("priority");
});
