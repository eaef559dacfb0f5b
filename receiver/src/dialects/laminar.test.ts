import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const run = { dialect: "laminar", sessionId: "sess-7", userId: "user-42" };

test("model calls are told as OpenLLMetry does, and tools by Laminar itself", () => {
  const facts = recordedSpans("lmnr-js-0.8.46.traces").map((span) => readFacts(saidOf(span)));
  expect([facts[0], ...facts.slice(-2)]).toEqual([
    {
      ...run,
      kind: "llm",
      counts: true,
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      responseId: "chatcmpl-fake0001",
      usage: { input: 120, output: 18, cached: 0, cacheWrite: 0, reasoning: 0 },
      usageRule: "as told",
      finishReasons: ["tool_call"],
    },
    { ...run, kind: "tool", counts: true, toolName: "get_weather" },
    { ...run, kind: "operation", counts: false, tags: ["prod", "weather"] },
  ]);
});

test("a streamed call whose usage was lost has none", () => {
  const facts = recordedSpans("lmnr-js-0.8.46.traces").map((span) => readFacts(saidOf(span)));
  expect(facts.slice(1, 4).map(({ kind, usage }) => [kind, usage])).toEqual([
    ["llm", undefined],
    ["llm", undefined],
    ["llm", undefined],
  ]);
});

test("a span of the default type may tell of a call; an answer from the cache is none", () => {
  const kindOf = (attributes: Record<string, unknown>) => readFacts(saidOf({ attributes })).kind;
  expect([
    kindOf({ "lmnr.span.type": "DEFAULT" }),
    kindOf({ "lmnr.span.type": "DEFAULT", "llm.request.type": "chat" }),
    kindOf({ "lmnr.span.path": ["a"], "llm.request.type": "embedding" }),
    kindOf({ "lmnr.span.type": "CACHED", "gen_ai.request.model": "gpt-4o" }),
    kindOf({ "lmnr.span.type": "EVALUATOR" }),
  ]).toEqual(["operation", "llm", "embedding", "operation", "evaluator"]);
});
