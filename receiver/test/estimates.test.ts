import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withEstimates } from "../src/commands/estimating.ts";
import { reckoner } from "../src/commands/reckoner.ts";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { logsRequest } from "../src/otlp/otlp-writer.ts";
import { settle } from "../src/store/settle.ts";
import { recordedExports } from "./recorded-exports.ts";
import { idOf, span, spanId, start, traceId, traces } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const asked = "How many lazy dogs does the quick brown fox jump over?";
const answered = "One, and it did not mind.";
const instructed = "Answer in one sentence.";

const said = (answer = answered) => ({
  "openinference.span.kind": "LLM",
  "llm.model_name": "gpt-4o-mini",
  "llm.system": "openai",
  "llm.input_messages.0.message.role": "system",
  "llm.input_messages.0.message.content": instructed,
  "llm.input_messages.1.message.role": "user",
  "llm.input_messages.1.message.content": asked,
  "llm.output_messages.0.message.role": "assistant",
  "llm.output_messages.0.message.content": answer,
});

/** A call to gpt-4o-mini is 0.15 and 0.60 dollars for a million tokens. */
const costOf = (input: number, output: number) => (input * 15 + output * 60) / 1e8;
const inputTokens = countTokens(instructed) + countTokens(asked);
const whole = costOf(inputTokens, countTokens(answered));

const sendSpan = (project: string, given: Partial<SpanInput> = {}) =>
  at.send("traces", traces(span({ attributes: said(), ...given })), project);

const spanTold = (project: string, id = spanId, trace = traceId) =>
  at.get(`/api/projects/${project}/spans/${trace}/${id}`) as Promise<Span>;

async function estimate(project: string, id = spanId) {
  const { tokens, cost } = await spanTold(project, id);
  expect(tokens).toBe(null);
  return cost === null ? null : { source: cost.source, total: Number(cost.total) };
}

const entries = (project: string) =>
  at.store.query({
    text: `SELECT lower(hex(span_id)) AS span, toString(cost_source) AS source, estimated_input AS input,
      estimated_output AS output FROM ledger FINAL WHERE project = {project:String} ORDER BY span`,
    params: { project },
    settings: { output_format_json_quote_64bit_integers: 0 },
  });

const written = async (project: string) => {
  const text = "SELECT count() AS rows FROM ledger WHERE project = {project:String}";
  const [row] = await at.store.query<{ rows: string }>({ text, params: { project } });
  return Number(row?.rows);
};

test("a streamed call without usage has an estimated cost by what was said, and no tokens", async () => {
  const { text = "" } = recordedExports.find(({ name }) => name === "openinference-openai-anthropic") ?? {};
  await at.send("traces", encodeJson("traces", Buffer.from(text)).body, "recorded");
  const [place] = await at.store.query<{ trace: string }>({
    text: "SELECT lower(hex(trace_id)) AS trace FROM spans WHERE project = 'recorded' AND span_id = unhex('d0ae03aec0e381a8')",
  });
  const told = await spanTold("recorded", "d0ae03aec0e381a8", place?.trace);
  const heard = [
    "You are a weather assistant.",
    "What is the weather in Paris?",
    '{"city":"Paris"}',
    '{"city":"Paris","temperatureC":18}',
  ];
  const input = heard.reduce((sum, words) => sum + countTokens(words), 0);
  const total = costOf(input, countTokens("It is 18 degrees and sunny in Paris."));
  expect({ tokens: told.tokens, source: told.cost?.source, total: Number(told.cost?.total) }).toEqual({
    tokens: null,
    source: "estimated",
    total: Number(total.toFixed(12)),
  });
});

test("sums say that a part is estimated, and how many calls", async () => {
  await sendSpan("sums", { attributes: { ...said(), "session.id": "s" } });
  const counts = { "llm.token_count.prompt": 10, "llm.token_count.completion": 5 };
  await sendSpan("sums", { spanId: idOf(7), attributes: { ...said(), ...counts, "session.id": "s" } });
  const costCoverage = { reported: 0, computed: 1, estimated: 1, unknown: 0 };
  const cost = { source: "estimated" };
  for (const list of ["traces", "sessions", "usage"]) {
    const { items } = (await at.get(`/api/projects/sums/${list}?from=0`)) as { items: readonly unknown[] };
    expect(items).toMatchObject([{ cost, costCoverage, tokens: { input: 10, output: 5 } }]);
  }
});

test("an estimate stays when its trace is settled again and when its span is sent again", async () => {
  await sendSpan("stays");
  const first = await entries("stays");
  expect(first).toEqual([{ span: spanId, source: "estimated", input: inputTokens, output: countTokens(answered) }]);
  const rows = await written("stays");
  await sendSpan("stays");
  const openEstimator = () => () => {
    throw new Error("counted again");
  };
  const touched = new Map([["stays", new Set([traceId])]]);
  await settle(at.store, touched, { ...reckoner, openEstimator });
  expect(await entries("stays")).toEqual(first);
  expect(await written("stays")).toBe(rows);
  await settle(at.store, touched, { ...reckoner, openEstimator }, { anew: true });
  expect(await entries("stays")).toEqual(first);
});

test("other words are counted anew", async () => {
  await sendSpan("other");
  const more = `${answered} It was asleep.`;
  await sendSpan("other", { end: start + 2000n, attributes: said(more) });
  expect(await estimate("other")).toEqual({ source: "estimated", total: costOf(inputTokens, countTokens(more)) });
});

test("usage that comes later takes the estimate's place", async () => {
  await sendSpan("later");
  expect(await estimate("later")).toEqual({ source: "estimated", total: whole });
  const counts = { "llm.token_count.prompt": 100, "llm.token_count.completion": 50 };
  await sendSpan("later", { end: start + 2000n, attributes: { ...said(), ...counts } });
  expect(await spanTold("later")).toMatchObject({ tokens: { input: 100, output: 50 }, cost: { source: "computed" } });
  expect(await entries("later")).toEqual([{ span: spanId, source: "computed", input: 0, output: 0 }]);
});

test("usage that an event tells later takes the estimate's place", async () => {
  await sendSpan("event");
  const attributes = {
    "event.name": "gen_ai.client.inference.operation.details",
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.output_tokens": 50,
  };
  const items = [{ traceId, spanId, time: start + 900n, attributes }];
  await at.send("logs", logsRequest({ resource: { "service.name": "svc" }, items }), "event");
  const [entry] = (await entries("event")) as { span: string; source: string }[];
  expect(await spanTold("event")).toMatchObject({ tokens: { input: 100, output: 50 }, cost: { source: "computed" } });
  expect(entry).toEqual({ span: entry?.span, source: expect.stringMatching(/computed|none/), input: 0, output: 0 });
});

test.for([
  ["failed", { status: { code: 2 } }],
  ["of a model without a price", { attributes: { ...said(), "llm.model_name": "our-own", "llm.system": "ollama" } }],
  ["whose answer was not captured", { attributes: { ...said(), "llm.output_messages.0.message.content": "" } }],
  ["of another kind", { attributes: { ...said(), "openinference.span.kind": "EMBEDDING" } }],
] as const)("a call %s has no estimate", async ([name, given]) => {
  const project = name.replaceAll(" ", "-");
  await sendSpan(project, given as Partial<SpanInput>);
  expect(await estimate(project)).toBe(null);
});

test.for(["off", "metadata"])("nothing is counted where content capture is %s", async (content) => {
  const project = `capture-${content}`;
  await sendSpan(project);
  await at.put(`/api/projects/${project}/settings/redaction`, { content });
  await sendSpan(project, { spanId: idOf(9) });
  expect(await estimate(project)).toEqual({ source: "estimated", total: whole });
  expect(await estimate(project, idOf(9))).toBe(null);
});

test("without an estimator the cost stays unknown", async () => {
  await sendSpan("without");
  await settle(at.store, new Map([["without", new Set([traceId])]]), reckoner);
  expect(await estimate("without")).toBe(null);
});

test("what one settle has no room for is estimated by the next", async () => {
  const words = "The quick brown fox jumps over the lazy dog. ".repeat(6000);
  const calls = [1, 2, 3, 4, 5, 6].map((number) =>
    span({
      spanId: idOf(number),
      start: start + BigInt(number),
      attributes: { ...said(words), "llm.input_messages.1.message.content": `${number} ${words}` },
    }),
  );
  await at.send("traces", traces(...calls), "much");
  const estimated = async () =>
    ((await entries("much")) as { source: string }[]).filter(({ source }) => source === "estimated").length;
  expect(await estimated()).toBe(2);
  const touched = new Map([["much", new Set([traceId])]]);
  await settle(at.store, touched, withEstimates(reckoner, at.store));
  expect(await estimated()).toBe(4);
  await settle(at.store, touched, withEstimates(reckoner, at.store));
  expect(await estimated()).toBe(6);
});

test("a call whose words are still on the way is estimated once they are there", async () => {
  const words = "The quick brown fox jumps over the lazy dog. ".repeat(30);
  await sendSpan("late", { spanId: idOf(1), attributes: { "openinference.span.kind": "CHAIN", "input.value": words } });
  const ofLate = "FROM contents WHERE project = 'late'";
  await at.store.command({ text: `CREATE TABLE late ENGINE = Memory AS SELECT * ${ofLate}` });
  await at.store.command({ text: `DELETE ${ofLate}` });
  await sendSpan("late", { attributes: { ...said(), "llm.input_messages.1.message.content": words } });
  expect(await estimate("late")).toBe(null);
  await at.store.command({ text: "INSERT INTO contents SELECT * FROM late" });
  await settle(at.store, new Map([["late", new Set([traceId])]]), withEstimates(reckoner, at.store));
  const input = countTokens(instructed) + countTokens(words);
  const [entry] = (await entries("late")).slice(-1);
  expect(entry).toEqual({ span: spanId, source: "estimated", input, output: countTokens(answered) });
});

test.for(["before", "after"])("words that log events tell are counted, though they come %s the span", async (when) => {
  const project = `words-${when}`;
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.system": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
  };
  const bare = traces(span({ attributes }));
  const events = [
    ["gen_ai.user.message", { content: asked }],
    ["gen_ai.choice", { index: 0, finish_reason: "stop", message: { role: "assistant", content: answered } }],
  ] as const;
  const items = events.map(([eventName, body]) => ({ traceId, spanId, time: start + 900n, eventName, body }));
  const logs = logsRequest({ resource: { "service.name": "svc" }, items });
  if (when === "before") await at.send("logs", logs, project);
  await at.send("traces", bare, project);
  if (when === "after") await at.send("logs", logs, project);
  const total = costOf(countTokens(asked), countTokens(answered));
  expect(await estimate(project)).toEqual({ source: "estimated", total: Number(total.toFixed(12)) });
});
