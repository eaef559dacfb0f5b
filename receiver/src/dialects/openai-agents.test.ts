import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string, attributes: Record<string, unknown> = {}) =>
  readFacts(saidOf({ scope: "opentelemetry.instrumentation.openai_agents", name, attributes }));

test("a task, its turns and a handoff are no calls, whatever tokens or model they tell", () => {
  const used = { "gen_ai.usage.input_tokens": 278, "gen_ai.usage.output_tokens": 60, "gen_ai.request.model": "gpt-4o" };
  const facts = ["task", "turn", "handoff to billing"].map((name) => factsOf(name, used));
  expect(facts.map(({ kind, counts }) => [kind, counts])).toEqual([
    ["task", false],
    ["task", false],
    ["operation", false],
  ]);
});

test("what the span's data is tells its kind", () => {
  const types = ["agent", "generation", "response", "function", "handoff", "guardrail", "custom", "mcp_tools"];
  expect(types.map((type) => factsOf("turn", { "span_data.type": type }).kind)).toEqual([
    "agent",
    "llm",
    "llm",
    "tool",
    "operation",
    "guardrail",
    "task",
    "operation",
  ]);
});

test("a bridge that writes OpenTelemetry's names is read by them", () => {
  const facts = factsOf("execute_tool get_weather", {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "get_weather",
    "gen_ai.tool.call.id": "call_1",
    "gen_ai.provider.name": "openai",
  });
  expect(facts).toEqual({
    dialect: "openai-agents",
    kind: "tool",
    counts: true,
    provider: "openai",
    toolName: "get_weather",
    toolCallId: "call_1",
  });
});
