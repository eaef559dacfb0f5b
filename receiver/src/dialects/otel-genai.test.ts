import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "otel-genai");

test("a cost is taken for dollars unless it says otherwise", () => {
  const cost = (told: unknown, more: Record<string, unknown> = {}) => {
    const attributes = { "gen_ai.operation.name": "chat", "gen_ai.usage.cost": told, ...more };
    return readFacts(saidOf({ attributes })).reportedCost;
  };
  expect([cost("0.5"), cost("$0.5"), cost(1e-7), cost("0.5", { "cost.currency": "usd" })]).toEqual([
    "0.5",
    "0.5",
    "1e-7",
    "0.5",
  ]);
  expect([cost("0.5", { "gen_ai.usage.cost_currency": "EUR" }), cost("€0.5"), cost("0")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("a call that was answered with an error failed, whoever forgot to say so", () => {
  const status = (code: number, spanKind: number) =>
    readFacts(saidOf({ spanKind, attributes: { "gen_ai.operation.name": "chat", "http.response.status_code": code } }));
  expect([status(200, 3).failed, status(429, 3).failed]).toEqual([undefined, true]);
  expect([status(429, 2).failed, status(500, 2).failed]).toEqual([undefined, true]);
});

test("whose work it is may stand among what the application noted, in its own words", () => {
  const whose = (attributes: Record<string, unknown>) => {
    const { sessionId, userId } = readFacts(saidOf({ attributes: { "gen_ai.operation.name": "chat", ...attributes } }));
    return [sessionId, userId];
  };
  expect(whose({ metadata: '{"conversationId":"c","userId":"u"}' })).toEqual(["c", "u"]);
  expect(whose({ "ai.telemetry.metadata.threadId": "t" })).toEqual(["t", undefined]);
  expect(whose({ "traceloop.association.properties.userId": "u", "session.id": "s" })).toEqual(["s", "u"]);
});

test("reads the export otel-openai-v1.36.traces", () => {
  expect(factsOf("otel-openai-v1.36.traces")).toEqual([
    {
      dialect: "otel-genai",
      kind: "llm",
      counts: true,
      usage: {
        input: 120,
        output: 18,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["tool_calls"],
    },
    {
      dialect: "otel-genai",
      kind: "llm",
      counts: true,
      usage: {
        input: 158,
        output: 42,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["stop"],
    },
    {
      dialect: "otel-genai",
      kind: "embedding",
      counts: true,
      usage: {
        input: 9,
        output: 0,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      provider: "openai",
      model: "text-embedding-3-small",
      responseModel: "text-embedding-3-small",
    },
    {
      dialect: "otel-genai",
      kind: "llm",
      counts: true,
      provider: "openai",
      model: "fail-429",
      failed: true,
      errorType: "RateLimitError",
    },
  ]);
});

test("reads the export otel-genai-2026-structured.traces", () => {
  expect(factsOf("otel-genai-2026-structured.traces")).toEqual([
    {
      dialect: "otel-genai",
      kind: "task",
      counts: false,
      agentName: "weather_agent",
    },
    {
      dialect: "otel-genai",
      kind: "llm",
      counts: true,
      usage: {
        input: 1240,
        output: 30,
        cached: 200,
        cacheWrite: 1000,
        reasoning: 12,
      },
      usageRule: "as told",
      sessionId: "conv-7",
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5-20250929",
      responseId: "msg_1",
      finishReasons: ["tool_call"],
      streaming: true,
      firstTokenNanos: 250000000,
    },
    {
      dialect: "otel-genai",
      kind: "tool",
      counts: true,
      toolName: "get_weather",
      toolCallId: "call_Wx1Paris0001",
    },
    {
      dialect: "otel-genai",
      kind: "retrieval",
      counts: false,
      provider: "openai",
    },
    {
      dialect: "otel-genai",
      kind: "memory",
      counts: false,
    },
    {
      dialect: "otel-genai",
      kind: "embedding",
      counts: true,
      usage: {
        input: 9,
        output: 0,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      provider: "openai",
      model: "text-embedding-3-small",
    },
    {
      dialect: "otel-genai",
      kind: "llm",
      counts: true,
      usage: {
        input: 1225,
        output: 21,
        cached: 1200,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "conv-7",
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5-20250929",
      responseId: "msg_2",
      finishReasons: ["stop"],
    },
    {
      dialect: "otel-genai",
      kind: "agent",
      counts: false,
      usage: {
        input: 2465,
        output: 51,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "conv-7",
      agentName: "weather_agent",
    },
    {
      dialect: "otel-genai",
      kind: "workflow",
      counts: false,
      sessionId: "conv-7",
      workflowName: "weather_flow",
    },
  ]);
});

const factsWith = (attributes: Record<string, unknown>, name = "") => readFacts(saidOf({ name, attributes }));

test("reads the first era, which named no operation", () => {
  const facts = factsWith({
    "gen_ai.system": "openai",
    "gen_ai.request.model": "gpt-4",
    "gen_ai.prompt": "hi",
    "gen_ai.completion": "hello",
    "gen_ai.usage.prompt_tokens": 9,
    "gen_ai.usage.completion_tokens": 3,
  });
  expect(facts).toEqual({
    dialect: "otel-genai",
    kind: "llm",
    counts: true,
    provider: "openai",
    model: "gpt-4",
    usage: { input: 9, output: 3, cached: 0, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
  });
});

test("a renamed number is read once, by its newest name", () => {
  const { usage } = factsWith({
    "gen_ai.usage.input_tokens": 120,
    "gen_ai.usage.prompt_tokens": 120,
    "gen_ai.usage.output_tokens": "18",
    "gen_ai.usage.cache_read.input_tokens": 64,
    "gen_ai.usage.cache_read_input_tokens": 64,
  });
  expect(usage).toEqual({ input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 });
});

test("what stands where an answer has no id is none: calls that share one would be taken for one call", () => {
  const ids = ["", " ", "None", "null", "unknown", " chatcmpl-1 "].map(
    (id) => readFacts(saidOf({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.response.id": id } })).responseId,
  );
  expect(ids).toEqual([undefined, undefined, undefined, undefined, undefined, "chatcmpl-1"]);
});

test("each operation is of a kind", () => {
  const kindOf = (operation: string) => factsWith({ "gen_ai.operation.name": operation }).kind;
  const operations = [
    "chat",
    "GENERATE_CONTENT",
    "embeddings",
    "execute_tool",
    "create_agent",
    "plan",
    "chroma_memory_store",
    "x",
  ];
  expect(operations.map(kindOf)).toEqual(["llm", "llm", "embedding", "tool", "agent", "task", "memory", "operation"]);
});

test("the span's name tells who it is where no attribute does", () => {
  const agent = { "gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "gpt-5" };
  expect(factsWith(agent, "invoke_agent planner").agentName).toBe("planner");
  expect(factsWith(agent, "invoke_agent gpt-5").agentName).toBeUndefined();
  expect(factsWith({ "gen_ai.operation.name": "execute_tool" }, "execute_tool search").toolName).toBe("search");
});

test("what went wrong says so by its type", () => {
  const failed = { "gen_ai.operation.name": "chat", "error.type": "timeout" };
  expect(factsWith(failed)).toEqual({
    dialect: "otel-genai",
    kind: "llm",
    counts: true,
    failed: true,
    errorType: "timeout",
  });
});
