import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { type SaidInput, saidOf } from "./said-of.ts";

const factsOf = (said: SaidInput) => readFacts(saidOf({ scope: "gcp.vertex.agent", ...said }));

const call = {
  dialect: "google-adk",
  kind: "llm",
  counts: true,
  sessionId: "sess-7",
  agentName: "weather_agent",
  provider: "gcp.gemini",
  model: "gemini-2.5-flash",
  finishReasons: ["stop"],
  usageRule: "reasoning added to output: told apart",
};

test("reads a run: the cache and the thoughts lie in the answer's JSON", () => {
  expect(recordedSpans("google-adk-js-2").map(factsOf)).toEqual([
    {
      dialect: "google-adk",
      kind: "tool",
      counts: true,
      toolName: "get_weather",
      toolCallId: "adk-fd2f7f0d-323c-43f2-97c2-c626aa312848",
    },
    { ...call, usage: { input: 120, output: 28, cached: 64, cacheWrite: 0, reasoning: 10 } },
    { ...call, usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 } },
    { dialect: "google-adk", kind: "agent", counts: false, sessionId: "sess-7", agentName: "weather_agent" },
    { dialect: "google-adk", kind: "workflow", counts: false },
  ]);
});

test("later versions write the call with OpenTelemetry's names, and its output holds the thoughts", () => {
  const facts = recordedSpans("google-adk-python-2.13.0.traces").map(factsOf);
  const { finishReasons, usageRule, ...told } = call;
  expect(facts.filter(({ kind }) => kind === "llm")).toEqual([
    { ...told, finishReasons, usageRule: "as told", usage: usageOf(120, 28, 64, 10) },
    { ...told, finishReasons, usageRule: "as told", usage: usageOf(158, 42, 128, 16) },
    { ...told, model: "fail-500" },
  ]);
});

function usageOf(input: number, output: number, cached: number, reasoning: number) {
  return { input, output, cached, cacheWrite: 0, reasoning };
}

test("Python writes the same in snake case, and later holds the thoughts in the output", () => {
  const usage = { prompt_token_count: "158", candidates_token_count: 26, thoughts_token_count: 16 };
  const attributes = { "gcp.vertex.agent.llm_response": JSON.stringify({ usage_metadata: usage }) };
  const usageOf = (more: Record<string, unknown>) => {
    const { usage: read, usageRule } = factsOf({ name: "call_llm", attributes: { ...attributes, ...more } });
    return { read, usageRule };
  };
  const read = { input: 158, output: 42, cached: 0, cacheWrite: 0, reasoning: 16 };
  expect(usageOf({})).toEqual({ read, usageRule: "reasoning added to output: told apart" });
  expect(usageOf({ "gen_ai.usage.output_tokens": "42" })).toEqual({ read, usageRule: "as told" });
});

test("tools that ran side by side are told once more together: that is no tool", () => {
  const attributes = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "(merged tools)" };
  expect(factsOf({ name: "execute_tool (merged tools)", attributes })).toEqual({
    dialect: "google-adk",
    kind: "operation",
    counts: false,
    toolName: "(merged tools)",
  });
});

test("an answer that is an error failed", () => {
  const response = { errorCode: "RESOURCE_EXHAUSTED", errorMessage: "quota" };
  const attributes = { "gcp.vertex.agent.llm_response": JSON.stringify(response) };
  expect(factsOf({ name: "call_llm", attributes })).toEqual({
    dialect: "google-adk",
    kind: "llm",
    counts: true,
    failed: true,
    errorType: "RESOURCE_EXHAUSTED",
    errorMessage: "quota",
  });
});

test("spans without an operation are known by their names", () => {
  const names = ["agent_run [planner]", "invoke_workflow main", "execute_node fetch", "send_data"];
  expect(
    names.map((name) => factsOf({ name, attributes: {} })).map(({ kind, agentName }) => [kind, agentName]),
  ).toEqual([
    ["agent", "planner"],
    ["workflow", undefined],
    ["task", undefined],
    ["operation", undefined],
  ]);
});
