import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string, attributes: Record<string, unknown>) =>
  readFacts(saidOf({ service: "codex_exec", scope: "codex_otel", name, attributes }));

test("the call is told where its answer is handled", () => {
  const facts = factsOf("handle_responses", {
    "gen_ai.usage.input_tokens": 158,
    "gen_ai.usage.output_tokens": "42",
    "gen_ai.usage.cache_read.input_tokens": 128,
    "codex.usage.reasoning_output_tokens": 16,
    "codex.usage.total_tokens": 200,
    "conversation.id": "conv-7",
    model: "gpt-5-codex",
  });
  expect(facts).toEqual({
    dialect: "codex",
    kind: "llm",
    counts: true,
    sessionId: "conv-7",
    provider: "openai",
    model: "gpt-5-codex",
    usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
    usageRule: "as told",
  });
});

test("a turn's sum is not told as tokens, and nothing but calls and tools counts", () => {
  const turn = factsOf("session_task.turn", {
    "codex.turn.token_usage.input_tokens": 278,
    "gen_ai.usage.input_tokens": 278,
    "gen_ai.usage.output_tokens": 60,
    "thread.id": 7,
  });
  const tool = factsOf("exec_command", { tool_name: "exec_command", call_id: "call_1" });
  const around = factsOf("dispatch_tool_call", { tool_name: "exec_command", call_id: "call_1" });
  const handled = factsOf("handle_responses", { "gen_ai.request.model": "gpt-5-codex" });
  const called = { toolName: "exec_command", toolCallId: "call_1" };
  expect([turn, tool, around, handled.kind]).toEqual([
    { dialect: "codex", kind: "operation", counts: false },
    { dialect: "codex", kind: "tool", counts: true, ...called },
    { dialect: "codex", kind: "operation", counts: false, ...called },
    "operation",
  ]);
});
