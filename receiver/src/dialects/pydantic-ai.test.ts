import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "pydantic-ai");

test("reads the export pydantic-ai-v5-logfire", () => {
  expect(factsOf("pydantic-ai-v5-logfire")).toEqual([
    {
      dialect: "pydantic-ai",
      kind: "agent",
      counts: false,
      sessionId: "conv-7",
      agentName: "weather_agent",
      model: "gpt-4o-mini",
    },
    {
      dialect: "pydantic-ai",
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
      sessionId: "conv-7",
      agentName: "weather_agent",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      reportedCost: "0.0000236",
      finishReasons: ["tool_call"],
    },
    {
      dialect: "pydantic-ai",
      kind: "tool",
      counts: true,
      agentName: "weather_agent",
      toolName: "get_weather",
      toolCallId: "call_Wx1Paris0001",
    },
    {
      dialect: "pydantic-ai",
      kind: "operation",
      counts: false,
    },
    {
      dialect: "pydantic-ai",
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
      sessionId: "conv-7",
      agentName: "weather_agent",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      reportedCost: "0.0000393",
      finishReasons: ["stop"],
    },
    {
      dialect: "pydantic-ai",
      kind: "agent",
      counts: false,
      usage: {
        input: 278,
        output: 60,
        cached: 192,
        cacheWrite: 0,
        reasoning: 16,
      },
      usageRule: "as told",
      sessionId: "conv-7",
      agentName: "weather_agent",
      model: "gpt-4o-mini",
    },
  ]);
});

const factsWith = (name: string, attributes: Record<string, unknown>) =>
  readFacts(saidOf({ scope: "pydantic-ai", name, attributes }));

test("reads the formats that name no operation", () => {
  const run = { model_name: "gpt-5", agent_name: "planner", all_messages_events: "[]" };
  expect(factsWith("agent run", run)).toEqual({
    dialect: "pydantic-ai",
    kind: "agent",
    counts: false,
    agentName: "planner",
    model: "gpt-5",
  });
  expect(factsWith("running tool", { "gen_ai.tool.name": "search", "gen_ai.tool.call.id": "call_1" })).toEqual({
    dialect: "pydantic-ai",
    kind: "tool",
    counts: true,
    toolName: "search",
    toolCallId: "call_1",
  });
  expect(factsWith("running 2 tools", { tools: ["a", "b"] }).kind).toBe("operation");
});

test("an agent's sum may have names of its own", () => {
  const sum = { "gen_ai.aggregated_usage.input_tokens": 278, "gen_ai.aggregated_usage.output_tokens": 60 };
  const { usage, counts } = factsWith("invoke_agent planner", { "gen_ai.operation.name": "invoke_agent", ...sum });
  expect({ usage, counts }).toEqual({
    usage: { input: 278, output: 60, cached: 0, cacheWrite: 0, reasoning: 0 },
    counts: false,
  });
});
