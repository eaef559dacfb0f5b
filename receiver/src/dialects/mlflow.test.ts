import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (attributes: Record<string, unknown>, name = "ChatOpenAI") => readFacts(saidOf({ name, attributes }));

test("every value is JSON text", () => {
  const facts = factsOf({
    "mlflow.spanType": '"CHAT_MODEL"',
    "mlflow.llm.model": '"gpt-4o-mini"',
    "mlflow.llm.provider": '"openai"',
    "mlflow.chat.tokenUsage":
      '{"input_tokens": 120, "output_tokens": 18, "total_tokens": 138, "cache_read_input_tokens": 64}',
    "mlflow.llm.cost": '{"input_cost": 0.00001, "output_cost": 0.00002, "total_cost": 0.00003}',
    "mlflow.traceRequestId": '"tr-1"',
    "session.id": "sess-7",
    "user.id": '"user-42"',
  });
  expect(facts).toEqual({
    dialect: "mlflow",
    kind: "llm",
    counts: true,
    sessionId: "sess-7",
    userId: "user-42",
    provider: "openai",
    model: "gpt-4o-mini",
    usage: { input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 },
    usageRule: "as told",
    reportedCost: "0.00003",
  });
});

test("tools and agents are called as their spans are", () => {
  const tool = factsOf({ "mlflow.spanType": '"TOOL"' }, "get_weather");
  const agent = factsOf({ "mlflow.spanType": "AGENT" }, "weather_agent");
  expect([tool, agent]).toEqual([
    { dialect: "mlflow", kind: "tool", counts: true, toolName: "get_weather" },
    { dialect: "mlflow", kind: "agent", counts: false, agentName: "weather_agent" },
  ]);
});

test("a cost of nothing, a type nobody knows and a cut value say nothing", () => {
  const facts = factsOf({
    "mlflow.spanType": '"PARSER"',
    "mlflow.llm.cost": '{"total_cost": 0}',
    "mlflow.chat.tokenUsage": '{"input_tokens": 12',
    "mlflow.llm.model": '""',
  });
  expect(facts).toEqual({ dialect: "mlflow", kind: "operation", counts: false });
});

test("a cached part larger than all input was told apart from it", () => {
  const { usage, usageRule } = factsOf({
    "mlflow.spanType": '"LLM"',
    "mlflow.chat.tokenUsage": {
      input_tokens: "40",
      output_tokens: 30,
      cache_read_input_tokens: 200,
      cache_creation_input_tokens: 1000,
    },
  });
  expect({ usage, usageRule }).toEqual({
    usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
    usageRule: "cache added to input: more than all input",
  });
});
