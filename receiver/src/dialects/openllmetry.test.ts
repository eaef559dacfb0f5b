import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "openllmetry");

test("an agent without a name of its own has that of its span", () => {
  const attributes = { "traceloop.span.kind": "agent" };
  expect(readFacts(saidOf({ name: "Writer.agent", attributes })).agentName).toBe("Writer");
});

test("reads the export traceloop-0.27", () => {
  expect(factsOf("traceloop-0.27")).toEqual([
    {
      dialect: "openllmetry",
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
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["tool_call"],
    },
    {
      dialect: "openllmetry",
      kind: "tool",
      counts: true,
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      toolName: "get_weather",
    },
    {
      dialect: "openllmetry",
      kind: "llm",
      counts: true,
      usage: {
        input: 23,
        output: 10,
        cached: 0,
        cacheWrite: 0,
        reasoning: 0,
      },
      usageRule: "as told",
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["stop"],
    },
    {
      dialect: "openllmetry",
      kind: "agent",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      agentName: "weather_agent",
    },
    {
      dialect: "openllmetry",
      kind: "llm",
      counts: true,
      usage: {
        input: 1240,
        output: 30,
        cached: 200,
        cacheWrite: 1000,
        reasoning: 0,
      },
      usageRule: "cache added to input: told apart",
      sessionId: "sess-7",
      userId: "user-42",
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      responseModel: "claude-sonnet-4-5",
      finishReasons: ["tool_call"],
    },
    {
      dialect: "openllmetry",
      kind: "task",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
    },
    {
      dialect: "openllmetry",
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
      sessionId: "sess-7",
      userId: "user-42",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "resp_fake01",
      finishReasons: ["stop"],
    },
    {
      dialect: "openllmetry",
      kind: "workflow",
      counts: false,
      sessionId: "sess-7",
      userId: "user-42",
      workflowName: "weather_workflow",
    },
  ]);
});

const factsWith = (
  attributes: Record<string, unknown>,
  scope = "opentelemetry.instrumentation.openai.v1",
  name = "openai.chat",
) => readFacts(saidOf({ scope, name, attributes }));

test("reads the older names", () => {
  const facts = factsWith({
    "llm.request.type": "chat",
    "gen_ai.system": "OpenAI",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.prompt.0.role": "user",
    "gen_ai.completion.0.finish_reason": "stop",
    "gen_ai.usage.prompt_tokens": 158,
    "gen_ai.usage.completion_tokens": 42,
    "gen_ai.usage.cache_read_input_tokens": 128,
    "llm.usage.total_tokens": 200,
    "llm.is_streaming": false,
    "traceloop.association.properties.thread_id": "sess-7",
  });
  expect(facts).toEqual({
    dialect: "openllmetry",
    kind: "llm",
    counts: true,
    provider: "openai",
    model: "gpt-4o-mini",
    responseModel: "gpt-4o-mini-2024-07-18",
    sessionId: "sess-7",
    finishReasons: ["stop"],
    streaming: false,
    usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
  });
});

test("of a crew only the calls are calls, whatever the operation is called", () => {
  const scope = "opentelemetry.instrumentation.crewai";
  const attributes = {
    "gen_ai.operation.name": "invoke_agent",
    "traceloop.entity.path": "",
    "gen_ai.usage.input_tokens": 9,
  };
  const told = ["crewai.workflow", "Planner.agent", "plan.task"].map((name) => factsWith(attributes, scope, name));
  expect(told.map(({ kind, counts }) => [kind, counts])).toEqual([
    ["workflow", false],
    ["agent", false],
    ["task", false],
  ]);
});

test("a vector store is a database", () => {
  expect(factsWith({ "db.system": "pinecone" }, "@traceloop/instrumentation-pinecone").kind).toBe("db");
});
