import { expect, test } from "vitest";
import { askedWith } from "./asked-with.ts";

const search = { name: "search", description: "finds" };

test.each([
  {
    "gen_ai.request.temperature": "0.5",
    "gen_ai.request.model": "m",
    "gen_ai.tool.definitions": [{ type: "function", ...search }],
  },
  {
    "llm.invocation_parameters": JSON.stringify({
      temperature: "0.5",
      model: "m",
      tools: [{ type: "function", function: search }],
    }),
  },
  { "ai.settings.temperature": "0.5", "ai.prompt.tools": [JSON.stringify({ type: "function", ...search })] },
  { "langfuse.observation.model.parameters": '{"temperature":"0.5"}', "mlflow.chat.tools": JSON.stringify([search]) },
  { "gen_ai.request.temperature": "0.5", "llm.tools.0.tool.json_schema": JSON.stringify({ function: search }) },
  {
    "gen_ai.request.temperature": "0.5",
    "llm.request.functions.0.name": "search",
    "llm.request.functions.0.description": "finds",
  },
])("tells parameters and tools in each dialect: %j", (attributes) => {
  const { parameters, tools } = askedWith(attributes);
  expect({ ...parameters }).toEqual({ temperature: "0.5" });
  expect(tools.search).toMatchObject(search);
  expect(Object.keys(tools)).toEqual(["search"]);
});

test("makes nothing of what is no parameter and no tool", () => {
  const nothing = askedWith({
    "llm.invocation_parameters": "{",
    "gen_ai.tool.definitions": { a: 1 },
    "ai.prompt.tools": [null, 1, "x", {}],
    "llm.tools.0.tool.json_schema": null,
    "llm.request.functions.1.parameters": "{}",
  });
  expect([Object.keys(nothing.parameters), Object.keys(nothing.tools)]).toEqual([[], []]);
});

test("takes hostile names for plain names", () => {
  const { parameters, tools } = askedWith({
    "gen_ai.request.__proto__": "x",
    "gen_ai.tool.definitions": [{ name: "__proto__" }, { name: "constructor" }],
  });
  expect(Object.entries(parameters)).toEqual([["__proto__", "x"]]);
  expect(Object.keys(tools)).toEqual(["__proto__", "constructor"]);
});
