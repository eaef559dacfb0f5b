import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (name: string) =>
  recordedSpans(name)
    .map((span) => readFacts(saidOf(span)))
    .filter((facts) => facts.dialect === "logfire");

test("tokens that stand in the answer alone are read from it", () => {
  const response = { message: { role: "assistant" }, usage: { prompt_tokens: 10, completion_tokens: 2 } };
  const attributes = { "gen_ai.request.model": "gpt-4o-mini", response_data: JSON.stringify(response) };
  const { usage, usageRule } = readFacts(saidOf({ scope: "logfire.openai", attributes }));
  expect([usage?.input, usage?.output, usageRule]).toEqual([10, 2, "read from the answer itself"]);
});

test("reads the export logfire-js-0.18-pending-spans", () => {
  expect(factsOf("logfire-js-0.18-pending-spans")).toEqual([
    {
      dialect: "logfire",
      kind: "operation",
      counts: false,
      tags: ["prod"],
    },
    {
      dialect: "logfire",
      kind: "event",
      counts: false,
    },
    {
      dialect: "logfire",
      kind: "operation",
      counts: false,
      failed: true,
      errorMessage: "boom",
    },
    {
      dialect: "logfire",
      kind: "operation",
      counts: false,
      failed: true,
      errorMessage: "boom",
    },
    {
      dialect: "logfire",
      kind: "operation",
      counts: false,
      tags: ["prod"],
    },
  ]);
});

const factsWith = (attributes: Record<string, unknown>, scope = "logfire") => readFacts(saidOf({ scope, attributes }));

test("a line of a log fails by its level, and says with what words", () => {
  const line = { "logfire.span_type": "log", "logfire.level_num": 17, "logfire.msg": "it went wrong" };
  expect(factsWith(line)).toEqual({
    dialect: "logfire",
    kind: "event",
    counts: false,
    failed: true,
    errorMessage: "it went wrong",
  });
  expect(factsWith({ ...line, "logfire.level_num": 13 })).toEqual({ dialect: "logfire", kind: "event", counts: false });
});

test("reads what it tells of calls itself", () => {
  const call = { "gen_ai.request.model": "gpt-4o", "gen_ai.system": "openai", request_data: '{"model":"gpt-4o"}' };
  expect(factsWith({ ...call, "gen_ai.usage.input_tokens": 9 }, "logfire.openai").kind).toBe("llm");
  const embedding = { ...call, "logfire.msg_template": "Embedding Creation with {request_data[model]!r}" };
  expect(factsWith(embedding, "logfire.openai").kind).toBe("embedding");
});
