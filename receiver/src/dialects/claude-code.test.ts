import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const run = {
  dialect: "claude-code",
  sessionId: "1e518018-f96b-4d1a-88ff-5f9a56da2598",
  userId: "73320679bb3f32d4620b4ac8ba3e9c5d4386f1dac1460ddd1fae64c9f1545fe2",
};
const request = {
  ...run,
  kind: "llm",
  counts: true,
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  usageRule: "cache added to input: told apart",
};

test("a tool is one call, though it is asked for and executed in spans of their own", () => {
  expect(recordedSpans("claude-code-2.1.traces").map((span) => readFacts(saidOf(span)))).toEqual([
    { ...run, kind: "operation", counts: false },
    {
      ...request,
      usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
      finishReasons: ["tool_use"],
      firstTokenNanos: 53_000_000,
    },
    { ...run, kind: "operation", counts: false, toolCallId: "toolu_fake01" },
    { ...run, kind: "tool", counts: true, toolName: "Bash", toolCallId: "toolu_fake01" },
    {
      ...request,
      usage: { input: 1225, output: 21, cached: 1200, cacheWrite: 0, reasoning: 0 },
      finishReasons: ["end_turn"],
      firstTokenNanos: 45_000_000,
    },
    { ...run, kind: "agent", counts: false },
  ]);
});

test("a request without success failed, and has no tokens", () => {
  const attributes = {
    "span.type": "llm_request",
    model: "claude-sonnet-4-5",
    success: "false",
    error: "overloaded",
    ttft_ms: "-1",
  };
  expect(readFacts(saidOf({ scope: "com.anthropic.claude_code.tracing", attributes }))).toEqual({
    dialect: "claude-code",
    kind: "llm",
    counts: true,
    model: "claude-sonnet-4-5",
    provider: "anthropic",
    failed: true,
    errorMessage: "overloaded",
  });
});

test("tokens may be texts", () => {
  const attributes = {
    "span.type": "llm_request",
    input_tokens: "40",
    output_tokens: "30",
    cache_read_tokens: "200",
    cache_creation_tokens: "none",
  };
  const { usage } = readFacts(saidOf({ scope: "com.anthropic.claude_code.tracing", attributes }));
  expect(usage).toEqual({ input: 240, output: 30, cached: 200, cacheWrite: 0, reasoning: 0 });
});
