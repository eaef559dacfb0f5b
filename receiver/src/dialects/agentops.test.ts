import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "agentops");

test("an agent's action is not another agent", () => {
  const attributes = { "agentops.span.kind": "agent.action", "operation.name": "look up" };
  expect(readFacts(saidOf({ attributes }))).toMatchObject({ kind: "agent", agentName: undefined });
});

test("reads the export agentops-python", () => {
  expect(factsOf("agentops-python")).toEqual([
    {
      dialect: "agentops",
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
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-Fake0001",
      finishReasons: ["tool_calls"],
      streaming: false,
    },
    {
      dialect: "agentops",
      kind: "tool",
      counts: true,
      toolName: "get_weather",
    },
    {
      dialect: "agentops",
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
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      finishReasons: ["stop"],
      streaming: true,
      firstTokenNanos: 210000000,
    },
    {
      dialect: "agentops",
      kind: "agent",
      counts: false,
      agentName: "weather_agent",
    },
    {
      dialect: "agentops",
      kind: "task",
      counts: false,
    },
    {
      dialect: "agentops",
      kind: "operation",
      counts: false,
    },
    {
      dialect: "agentops",
      kind: "session",
      counts: false,
      tags: ["prod", "weather"],
    },
  ]);
});

const factsWith = (attributes: Record<string, unknown>) => readFacts(saidOf({ scope: "agentops", attributes }));

test("the first word of a kind is the kind", () => {
  const kindOf = (told: string) => factsWith({ "agentops.span.kind": told }).kind;
  expect(["agent.action", "llm.call", "workflow.step", "unknown", "__proto__"].map(kindOf)).toEqual([
    "agent",
    "llm",
    "workflow",
    "operation",
    "operation",
  ]);
});

test("a tool and a session that failed say so", () => {
  expect(factsWith({ "agentops.span.kind": "tool", "operation.name": "search", "tool.status": "failed" })).toEqual({
    dialect: "agentops",
    kind: "tool",
    counts: true,
    toolName: "search",
    failed: true,
  });
  expect(factsWith({ "agentops.span.kind": "session", "agentops.session.end_state": "Fail" }).failed).toBe(true);
});
