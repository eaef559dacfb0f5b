import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { type SaidInput, saidOf } from "./said-of.ts";

const factsOf = (said: SaidInput) => readFacts(saidOf(said));
const attributes = {
  "mcp.method.name": "tools/call",
  "mcp.session.id": "a1b2",
  "gen_ai.operation.name": "execute_tool",
  "gen_ai.tool.name": "get_weather",
};

test("the client calls the tool; the server only sees it, and its session is no session of a user", () => {
  const name = "tools/call get_weather";
  expect([factsOf({ name, spanKind: 3, attributes }), factsOf({ name, spanKind: 2, attributes })]).toEqual([
    { dialect: "mcp", kind: "tool", counts: true, toolName: "get_weather" },
    { dialect: "mcp", kind: "operation", counts: false, toolName: "get_weather" },
  ]);
});

test("a tool that answers with an error failed", () => {
  const byType = factsOf({ spanKind: 3, attributes: { ...attributes, "error.type": "tool_error" } });
  const byAnswer = factsOf({
    spanKind: 3,
    attributes: { ...attributes, "mcp.response.value": '{"content":[],"isError":true}' },
  });
  const tool = { dialect: "mcp", kind: "tool", counts: true, toolName: "get_weather", failed: true };
  expect([byType, byAnswer]).toEqual([{ ...tool, errorType: "tool_error" }, tool]);
});

test("the tool is in the name of the span when it is nowhere else, and other methods call none", () => {
  const factsNamed = (name: string, method: string) =>
    factsOf({ name, spanKind: 3, attributes: { "mcp.method.name": method } });
  expect([factsNamed("tools/call get_weather", "tools/call"), factsNamed("tools/list", "tools/list")]).toEqual([
    { dialect: "mcp", kind: "tool", counts: true, toolName: "get_weather" },
    { dialect: "mcp", kind: "operation", counts: false },
  ]);
});
