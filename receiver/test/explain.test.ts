import { afterAll, beforeAll, expect, test } from "vitest";
import type { Explanation } from "../src/history/explain.ts";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { recordedExports } from "./recorded-exports.ts";
import { idOf, jsonSpan, jsonTraces, traceId } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const int = (key: string, intValue: number) => ({ key, value: { intValue } });

async function explained(project: string, trace: string, span: string): Promise<Explanation> {
  const path = `/api/projects/${project}/spans/${trace}/${span}?explain=1`;
  return ((await at.get(path)) as Span & { explain: Explanation }).explain;
}

test("every fact of a call says where it came from, down to the arithmetic of its cost", async () => {
  const root = jsonSpan({
    spanId: idOf(1),
    name: "answer",
    attributes: [text("session.id", "sess-7"), text("gen_ai.operation.name", "invoke_agent")],
  });
  const call = jsonSpan({
    spanId: idOf(2),
    parentSpanId: idOf(1),
    name: "chat gpt-4o-mini",
    attributes: [
      text("gen_ai.operation.name", "chat"),
      text("gen_ai.request.model", "gpt-4o-mini"),
      text("gen_ai.provider.name", "openai"),
      int("gen_ai.usage.input_tokens", 1000),
      int("gen_ai.usage.cache_read.input_tokens", 400),
      int("gen_ai.usage.output_tokens", 100),
    ],
  });
  const resource = { attributes: [text("user.id", "u-1"), text("service.version", "1.2")] };
  const request = { resourceSpans: [{ resource, ...jsonTraces(root, call).resourceSpans[0] }] };
  await at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(request))).body);
  const { sessionId, userId, release, model, tokens, countsTowardTotals, cost } = await explained(
    "default",
    traceId,
    idOf(2),
  );
  expect({ sessionId, userId, release, model, countsTowardTotals }).toEqual({
    sessionId: {
      value: "sess-7",
      attributes: [],
      reader: "ledger",
      rule: `inherited from span ${idOf(1)}, the nearest above that says it`,
    },
    userId: { value: "u-1", attributes: ["user.id"], reader: "resource", rule: "said of all spans of the process" },
    release: {
      value: "1.2",
      attributes: ["service.version"],
      reader: "resource",
      rule: "said of all spans of the process",
    },
    model: {
      value: "gpt-4o-mini",
      attributes: ["gen_ai.request.model"],
      reader: "shared",
      rule: expect.stringContaining("the first that says it"),
    },
    countsTowardTotals: { value: true, attributes: [], reader: "ledger", rule: "a call, told by no other span" },
  });
  expect(tokens?.attributes).toEqual([
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
  ]);
  expect(cost).toEqual({
    value: "0.00018",
    attributes: [],
    reader: "computed",
    rule: expect.stringMatching(/^tokens by the prices of genai-prices@/),
    lines: [
      { bucket: "input", quantity: 600, unit: "token", rate: "0.15", cost: "0.00009" },
      { bucket: "cache_read", quantity: 400, unit: "token", rate: "0.075", cost: "0.00003" },
      { bucket: "output", quantity: 100, unit: "token", rate: "0.6", cost: "0.00006" },
    ],
  });
});

test("a call that only an event tells of is explained by the event", async () => {
  const { text: logs = "" } = recordedExports.find(({ name }) => name === "claude-code-2.1.logs") ?? {};
  await at.send("logs", encodeJson("logs", Buffer.from(logs)).body, "events");
  const usage = (await at.get("/api/projects/events/traces?from=0")) as { items: { traceId: string }[] };
  const [trace] = usage.items;
  const { spans } = (await at.get(`/api/projects/events/traces/${trace?.traceId}`)) as { spans: Span[] };
  const call = spans.find(({ kind }) => kind === "llm");
  const { model, tokens, cost } = await explained("events", trace?.traceId ?? "", call?.spanId ?? "");
  expect({ model, tokens, cost }).toMatchObject({
    model: { value: "claude-sonnet-4-5", reader: "claude-code", rule: "told by the log event api_request" },
    tokens: { value: { input: 1240, output: 30 }, rule: "told by the log event api_request" },
    cost: { value: "0.00438", reader: "reported", attributes: ["cost_usd"] },
  });
});

test("what a call took over from another telling of it names that one, and the attribute there", async () => {
  const call = (spanId: string, parentSpanId: string, ...more: unknown[]) =>
    jsonSpan({
      traceId: "c".repeat(32),
      spanId,
      parentSpanId,
      name: "chat gpt-4o-mini",
      attributes: [
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.request.model", "gpt-4o-mini"),
        int("gen_ai.usage.input_tokens", 1000),
        int("gen_ai.usage.output_tokens", 100),
        ...more,
      ],
    });
  const inner = call(
    idOf(12),
    idOf(11),
    { key: "gen_ai.usage.cost", value: { doubleValue: 0.5 } },
    int("gen_ai.usage.cache_read.input_tokens", 400),
    text("gen_ai.response.id", "r-1"),
  );
  const body = JSON.stringify(jsonTraces(call(idOf(11), ""), inner));
  await at.send("traces", encodeJson("traces", Buffer.from(body)).body, "lent");
  const { cost, tokens, responseId, model } = await explained("lent", "c".repeat(32), idOf(11));
  const from = `told by span ${idOf(12)}, which tells of the same call: `;
  expect({ cost, tokens, responseId, model }).toMatchObject({
    cost: { value: "0.5", attributes: ["gen_ai.usage.cost"], rule: expect.stringContaining(from) },
    tokens: { value: { cached: 400 }, rule: expect.stringContaining(from) },
    responseId: { value: "r-1", attributes: ["gen_ai.response.id"], rule: expect.stringContaining(from) },
    model: { attributes: ["gen_ai.request.model"], rule: expect.not.stringContaining(from) },
  });
});

test("evaluations are found on the call they are about, by its span or by its answer", async () => {
  const files = recordedExports.filter(({ name }) => name.startsWith("otel-genai-2026-structured"));
  for (const { signal, text: body } of files)
    await at.send(signal, encodeJson(signal, Buffer.from(body)).body, "judged");
  const path = "/api/projects/judged/spans/31323334353637383940414243444501/3100000000000009";
  const { metadata } = (await at.get(path)) as Span;
  expect(metadata.evaluations).toEqual([
    { name: "Relevance", score: 0.9, label: "relevant", explanation: "Answers the question." },
    { name: "Toxicity", score: 0, label: "pass", explanation: null },
  ]);
});
