import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const run = { "gen_ai.agent.name": "gemini-cli", "gen_ai.conversation.id": "sess-7" };
const factsOf = (operation: string, attributes: Record<string, unknown> = {}) =>
  readFacts(
    saidOf({
      scope: "gemini-cli",
      name: operation,
      attributes: { "gen_ai.operation.name": operation, ...run, ...attributes },
    }),
  );
const told = { dialect: "gemini-cli", sessionId: "sess-7", agentName: "gemini-cli" };

test("a call to the model and a call to a tool count", () => {
  const call = factsOf("llm_call", {
    "gen_ai.request.model": "gemini-2.5-pro",
    "gen_ai.usage.input_tokens": 158,
    "gen_ai.usage.output_tokens": 26,
  });
  const tool = factsOf("tool_call", { "gen_ai.tool.name": "read_file", "gen_ai.tool.call_id": "call_1" });
  expect([call, tool]).toEqual([
    {
      ...told,
      kind: "llm",
      counts: true,
      provider: "gcp.gemini",
      model: "gemini-2.5-pro",
      usage: { input: 158, output: 26, cached: 0, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
    },
    { ...told, kind: "tool", counts: true, toolName: "read_file", toolCallId: "call_1" },
  ]);
});

test("what surrounds them does not", () => {
  const operations = ["agent_call", "schedule_tool_calls", "user_prompt", "system_prompt"];
  expect(operations.map((operation) => factsOf(operation))).toEqual(
    ["agent", "operation", "operation", "operation"].map((kind) => ({ ...told, kind, counts: false })),
  );
});
