import { expect, test } from "vitest";
import { explainFacts } from "./explain.ts";
import { saidOf } from "./said-of.ts";

const said = saidOf({
  scope: "@arizeai/openinference-instrumentation-anthropic",
  name: "Anthropic Messages",
  attributes: {
    "openinference.span.kind": "LLM",
    "llm.model_name": "claude-sonnet-4-5",
    "llm.token_count.prompt": 40,
    "llm.token_count.completion": 30,
    "llm.token_count.prompt_details.cache_read": 1200,
    "shop.customer": "c-7",
    "session.id": "sess-7",
  },
});

test("each fact names the attribute, the reader and the rule it came by", () => {
  const { dialect, kind, model, sessionId, tokens, userId, provider } = explainFacts(said, [
    { field: "userId", attribute: "shop.customer", when: [] },
  ]);
  expect({ dialect, kind }).toEqual({
    dialect: {
      value: "openinference",
      attributes: ["openinference.span.kind"],
      reader: "openinference",
      rule: "the first reader that knows it",
    },
    kind: { value: "llm", attributes: ["openinference.span.kind"], reader: "openinference", rule: "by table" },
  });
  expect([model, sessionId, provider].map((one) => [one?.value, one?.attributes, one?.reader])).toEqual([
    ["claude-sonnet-4-5", ["llm.model_name"], "shared"],
    ["sess-7", ["session.id"], "shared"],
    ["anthropic", ["llm.model_name"], "shared"],
  ]);
  expect(tokens).toEqual({
    value: { input: 1240, output: 30, cached: 1200, cacheWrite: 0, reasoning: 0 },
    attributes: ["llm.token_count.prompt", "llm.token_count.completion", "llm.token_count.prompt_details.cache_read"],
    reader: "shared",
    rule: "cache added to input: more than all input",
  });
  expect(userId).toEqual({
    value: "c-7",
    attributes: ["shop.customer"],
    reader: "mapping rule",
    rule: "the project's rule 1",
  });
});

test("a plain span explains only what it states", () => {
  expect(explainFacts(saidOf({ attributes: { "http.request.method": "GET" } }))).toEqual({
    dialect: { value: "otel", attributes: [], reader: "otel", rule: "the first reader that knows it" },
    kind: { value: "http", attributes: ["http.request.method"], reader: "otel", rule: "by table" },
  });
});
