import { expect, test } from "vitest";
import { contentSpan } from "../../test/content-span.ts";
import { readContent } from "./content/read-content.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const scope = "@spanwise/sdk";
const factsOf = (attributes: Record<string, unknown>, name = "") => readFacts(saidOf({ scope, name, attributes }));

test.each(["session", "agent", "workflow", "task", "operation", "tool"] as const)("a span says it is a %s", (kind) => {
  expect(factsOf({ "spanwise.kind": kind, "session.id": "s-1", "spanwise.tags": ["a", "b"] })).toMatchObject({
    dialect: "spanwise",
    kind,
    sessionId: "s-1",
    tags: ["a", "b"],
    counts: kind === "tool",
  });
});

test("a call of a model is told in OpenTelemetry's words, in the session of the program", () => {
  const attributes = {
    "session.id": "s-1",
    "user.id": "u-1",
    "spanwise.platform": "slack",
    "gen_ai.conversation.id": "conv_1",
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.agent.name": "planner",
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.cache_read.input_tokens": 40,
    "gen_ai.usage.output_tokens": 20,
    "gen_ai.usage.cost": 0.5,
  };
  expect(factsOf(attributes, "chat gpt-5")).toMatchObject({
    dialect: "spanwise",
    kind: "llm",
    counts: true,
    sessionId: "s-1",
    userId: "u-1",
    platform: "slack",
    agentName: "planner",
    provider: "openai",
    model: "gpt-5",
    reportedCost: "0.5",
    usage: { input: 100, output: 20, cached: 40, cacheWrite: 0, reasoning: 0 },
  });
});

test("without a scope the kind alone tells who speaks; a call over MCP is MCP's", () => {
  expect(readFacts(saidOf({ attributes: { "spanwise.kind": "task" } })).dialect).toBe("spanwise");
  expect(factsOf({ "mcp.method.name": "tools/call" }).dialect).toBe("mcp");
  expect(factsOf({ "spanwise.kind": "unheard of" })).toMatchObject({ dialect: "spanwise", kind: "operation" });
});

test("what goes into an operation and comes out of it is what was said, and what is noted beside it is metadata", () => {
  const attributes = {
    "spanwise.input": "why",
    "spanwise.output": '{"answer":42}',
    "spanwise.metadata": '{"plan":"pro"}',
  };
  expect(readContent(contentSpan({ kind: "operation", attributes }), [])).toEqual({
    system: null,
    input: [{ role: "user", parts: [{ type: "text", text: "why" }] }],
    output: [{ role: "assistant", parts: [{ type: "text", text: '{"answer":42}' }] }],
    tool: null,
    metadata: { plan: "pro" },
  });
});
