import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const openai = { provider: "openai", model: "gpt-4o-mini", usageRule: "as told" };

test("the chats count; the agent, whose tokens are their sum, and the cycles do not", () => {
  const spans = recordedSpans("strands-js-1.19.0.traces").slice(0, 6);
  const first = {
    ...openai,
    dialect: "strands",
    kind: "llm",
    counts: true,
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
  };
  const cycle = { dialect: "strands", kind: "task", counts: false };
  expect(spans.map((span) => readFacts(saidOf(span)))).toEqual([
    first,
    { dialect: "strands", kind: "tool", counts: true, toolName: "get_weather", toolCallId: "call_Wx1Paris0001" },
    cycle,
    { ...first, usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 0 } },
    cycle,
    {
      ...openai,
      dialect: "strands",
      kind: "agent",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      tags: ["prod", "weather"],
      usage: { input: 278, output: 60, cached: 192, cacheWrite: 0, reasoning: 0 },
    },
  ]);
});

test("Python tells when the first byte came in milliseconds", () => {
  const facts = recordedSpans("strands-python-1.62.0.traces").map((span) => readFacts(saidOf(span)));
  const chats = facts.filter(({ kind }) => kind === "llm");
  expect(chats.map(({ usage, firstTokenNanos }) => [usage?.input, usage?.output, firstTokenNanos])).toEqual([
    [120, 18, 976_000_000],
    [158, 42, 38_000_000],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

test("Claude on Bedrock counts its cache apart from the input", () => {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "strands-agents",
    "gen_ai.request.model": "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "gen_ai.usage.prompt_tokens": 40,
    "gen_ai.usage.input_tokens": 40,
    "gen_ai.usage.completion_tokens": 30,
    "gen_ai.usage.output_tokens": 30,
    "gen_ai.usage.cache_read_input_tokens": 200,
    "gen_ai.usage.cache_write_input_tokens": 1000,
    "gen_ai.server.time_to_first_token": 250,
  };
  expect(readFacts(saidOf({ scope: "strands.telemetry.tracer", name: "chat", attributes }))).toEqual({
    dialect: "strands",
    kind: "llm",
    counts: true,
    provider: "aws.bedrock",
    model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
    usageRule: "cache added to input: more than all input",
    firstTokenNanos: 250_000_000,
  });
});

test("the name of the service, which it tells as the provider, is no provider", () => {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.system": "weather-app",
    "gen_ai.request.model": "llama3.2:3b",
    "gen_ai.event.start_time": "2026-11-21T11:25:44.282Z",
  };
  expect(readFacts(saidOf({ scope: "weather-app", service: "weather-app", attributes }))).toEqual({
    dialect: "strands",
    kind: "llm",
    counts: true,
    model: "llama3.2:3b",
  });
});

test("a tool that failed says so by its status", () => {
  const attributes = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.status": "error",
    "gen_ai.tool.name": "f",
  };
  expect(readFacts(saidOf({ scope: "strands-agents", attributes }))).toEqual({
    dialect: "strands",
    kind: "tool",
    counts: true,
    toolName: "f",
    failed: true,
  });
});

test("orchestrators, nodes and memories have their kinds", () => {
  const operations = ["invoke_graph", "execute_node", "memory.search", "invoke_agent"];
  const kinds = operations.map(
    (operation) =>
      readFacts(saidOf({ scope: "strands-agents", attributes: { "gen_ai.operation.name": operation } })).kind,
  );
  expect(kinds).toEqual(["workflow", "task", "memory", "agent"]);
});
