import { expect, test } from "vitest";
import { recordedSpans } from "../../test/recorded-spans.ts";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (attributes: Record<string, unknown>) => readFacts(saidOf({ scope: "genkit-tracer", attributes }));

const output = {
  message: { role: "model", content: [{ text: "It is 18 degrees." }] },
  finishReason: "stop",
  usage: { inputTokens: 158, outputTokens: 26, totalTokens: 200, thoughtsTokens: 16, cachedContentTokens: 128 },
};
const model = {
  "genkit:type": "action",
  "genkit:metadata:subtype": "model",
  "genkit:name": "googleai/gemini-2.5-flash",
  "genkit:path": "/{weather,t:flow}/{googleai/gemini-2.5-flash,t:action,s:model}",
  "genkit:output": JSON.stringify(output),
  "genkit:state": "success",
};

test("what a model used lies in its output, and its name is that of the provider and its own", () => {
  expect(factsOf(model)).toEqual({
    dialect: "genkit",
    kind: "llm",
    counts: true,
    provider: "gcp.gemini",
    model: "gemini-2.5-flash",
    usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
    usageRule: "reasoning added to output: told apart",
    finishReasons: ["stop"],
  });
});

test("thoughts that the total does not add are in the output", () => {
  const usage = { inputTokens: 158, outputTokens: "42", totalTokens: 200, thoughtsTokens: 16 };
  const facts = factsOf({ ...model, "genkit:output": { usage } });
  expect([facts.usage?.output, facts.usageRule]).toEqual([42, "as told"]);
});

test("the cache and the reasoning may stand in the provider's answer alone", () => {
  const facts = recordedSpans("genkit-1.42.0.traces")
    .map((span) => readFacts(saidOf(span)))
    .filter(({ kind }) => kind === "llm");
  expect(facts.map(({ usage, responseModel, failed }) => [usage, responseModel, failed])).toEqual([
    [{ input: 120, output: 18, cached: 64, cacheWrite: 0, reasoning: 0 }, "gpt-4o-mini-2024-07-18", undefined],
    [{ input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 }, "gpt-4o-mini-2024-07-18", undefined],
    [{ input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 }, "gpt-4o-mini-2024-07-18", undefined],
    [undefined, undefined, true],
  ]);
});

test("Anthropic's answer tells the cache apart from the input", () => {
  const used = { input_tokens: 40, output_tokens: 30, cache_read_input_tokens: 200, cache_creation_input_tokens: 1000 };
  const told = { usage: { inputTokens: 40, outputTokens: 30 }, custom: { id: "msg_1", usage: used } };
  const { usage, usageRule } = factsOf({ ...model, "genkit:output": JSON.stringify(told) });
  expect({ usage, usageRule }).toEqual({
    usage: { input: 1240, output: 30, cached: 200, cacheWrite: 1000, reasoning: 0 },
    usageRule: "cache added to input: told apart",
  });
});

test("a util repeats the model below it and does not count", () => {
  const facts = factsOf({ "genkit:type": "util", "genkit:name": "generate", "genkit:output": JSON.stringify(output) });
  expect(facts).toEqual({
    dialect: "genkit",
    kind: "operation",
    counts: false,
    usage: { input: 158, output: 42, cached: 128, cacheWrite: 0, reasoning: 16 },
    usageRule: "reasoning added to output: told apart",
    finishReasons: ["stop"],
  });
});

test("flows and tools are called by their names, and a state of error failed", () => {
  const named = (subtype: string, name: string, more: object = {}) =>
    factsOf({ "genkit:type": "action", "genkit:metadata:subtype": subtype, "genkit:name": name, ...more });
  expect([
    named("flow", "weather", { "genkit:state": "error" }),
    named("tool", "get_weather"),
    named("embedder", "vertexai/text-embedding-005"),
    factsOf({ "genkit:type": "flowStep", "genkit:name": "parse" }),
  ]).toEqual([
    { dialect: "genkit", kind: "workflow", counts: false, workflowName: "weather", failed: true },
    { dialect: "genkit", kind: "tool", counts: true, toolName: "get_weather" },
    { dialect: "genkit", kind: "embedding", counts: true, provider: "gcp.vertex_ai", model: "text-embedding-005" },
    { dialect: "genkit", kind: "task", counts: false },
  ]);
});

test("an output that is cut or of a wrong type says nothing", () => {
  const facts = ['{"usage":{"inputTokens":158', "[1]", "hello", 7, { usage: "158" }].map((value) =>
    factsOf({ ...model, "genkit:output": value }),
  );
  expect(facts.map(({ usage, finishReasons }) => [usage, finishReasons])).toEqual(
    facts.map(() => [undefined, undefined]),
  );
});
