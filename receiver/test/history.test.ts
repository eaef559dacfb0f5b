import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reread } from "../src/history/reread.ts";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { recordedExports } from "./recorded-exports.ts";
import { sendInRounds } from "./sent-recordings.ts";
import { idOf, jsonSpan, jsonTraces, start } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const int = (key: string, intValue: number) => ({ key, value: { intValue } });

const traceId = (number: number) => number.toString(16).padStart(32, "0");

async function send(...spans: Parameters<typeof jsonTraces>): Promise<void> {
  await at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(jsonTraces(...spans)))).body);
}

const spanOf = (trace: string, span: string) => at.get(`/api/projects/default/spans/${trace}/${span}`) as Promise<Span>;

test("rules are tried on stored spans, saved, and history read again by them, page by page", async () => {
  const spans = Array.from({ length: 5 }, (_, index) =>
    jsonSpan({
      traceId: traceId(0xa0 + index),
      spanId: idOf(index + 1),
      name: "ask",
      attributes: [text("shop.customer", `c-${index}`), text("shop.model", "gpt-4o-mini"), int("shop.tokens", 1000)],
      startTimeUnixNano: String(start + BigInt(index)),
      endTimeUnixNano: String(start + BigInt(index) + 5n),
    }),
  );
  await send(...spans);
  const rules = [
    { field: "kind", value: "llm", when: [{ attribute: "shop.model", is: "present" }] },
    { field: "model", attribute: "shop.model", when: [] },
    { field: "provider", value: "openai", when: [{ attribute: "shop.model", is: "present" }] },
    { field: "inputTokens", attribute: "shop.tokens", when: [] },
    { field: "userId", attribute: "shop.customer", when: [] },
  ];
  const tried = await at.post("/api/projects/default/mapping-rules/try", { from: "0", rules, limit: 2 });
  expect(tried).toMatchObject({
    read: 2,
    changed: 2,
    byFact: { kind: 2, model: 2, provider: 2, usage: 2, usageRule: 2, userId: 2, counts: 2 },
    examples: [{ name: "ask", changes: { kind: ["span", "llm"], userId: ["", "c-0"], counts: [false, true] } }, {}],
    nextCursor: expect.any(String),
  });
  expect(await spanOf(traceId(0xa0), idOf(1))).toMatchObject({ kind: "span", userId: null });

  await at.put("/api/projects/default/settings/mappingRules", rules);
  const pages = [];
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const asked = { from: "0", limit: 2, apply: true, ...(cursor !== null && { cursor }) };
    const page = (await at.post("/api/projects/default/reread", asked)) as { nextCursor: string | null };
    pages.push(page);
    cursor = page.nextCursor;
  }
  expect(pages).toMatchObject([{ changed: 2 }, { changed: 2 }, { changed: 1 }]);
  expect(await spanOf(traceId(0xa3), idOf(4))).toMatchObject({
    kind: "llm",
    model: "gpt-4o-mini",
    provider: "openai",
    userId: "c-3",
    tokens: { input: 1000, output: 0, total: 1000 },
    countsTowardTotals: true,
    cost: { total: "0.00015", source: "computed" },
  });
  const usage = (await at.get("/api/projects/default/usage?from=0&groupBy=user")) as { items: unknown[] };
  expect(usage.items).toHaveLength(5);
  const again = await at.post("/api/projects/default/reread", { from: "0", apply: true });
  expect(again).toMatchObject({ read: 5, changed: 0 });
  await at.put("/api/projects/default/settings/mappingRules", []);
});

test("a call is priced again when its price changes, and the difference is shown before it is stored", async () => {
  const attributes = [
    text("gen_ai.operation.name", "chat"),
    text("gen_ai.request.model", "house-1"),
    int("gen_ai.usage.input_tokens", 1000),
    int("gen_ai.usage.output_tokens", 100),
  ];
  const call = jsonSpan({
    traceId: traceId(0xb0),
    spanId: idOf(0xb1),
    name: "chat house-1",
    attributes,
  });
  const reported = { ...call, traceId: traceId(0xb2), spanId: idOf(0xb3) };
  await send(call, { ...reported, attributes: [...attributes, text("gen_ai.usage.cost", "0.5")] });
  expect(await spanOf(traceId(0xb0), idOf(0xb1))).toMatchObject({ cost: null });

  await at.put("/api/projects/default/settings/prices", {
    prices: [{ model: "house-1", input: 2, output: "10" }],
    aliases: [],
  });
  const ask = (apply: boolean) => at.post("/api/projects/default/reprice", { from: String(start), apply });
  const shown = {
    changed: 1,
    models: [
      {
        provider: null,
        model: "house-1",
        calls: 1,
        changed: 1,
        before: "0",
        after: "0.003",
        unknownBefore: 1,
        unknownAfter: 0,
      },
    ],
    nextCursor: null,
  };
  expect(await ask(false)).toMatchObject(shown);
  expect(await spanOf(traceId(0xb0), idOf(0xb1))).toMatchObject({ cost: null });
  expect(await ask(true)).toMatchObject(shown);
  expect(await spanOf(traceId(0xb0), idOf(0xb1))).toMatchObject({ cost: { total: "0.003", source: "computed" } });
  expect(await spanOf(traceId(0xb2), idOf(0xb3))).toMatchObject({ cost: { total: "0.5", source: "reported" } });
  expect(await ask(true)).toMatchObject({ changed: 0, models: [] });
});

test("wrong rules and wrong prices are refused by what is wrong with them", async () => {
  const both = [{ field: "userId", attribute: "a", value: "b", when: [] }];
  await expect(at.post("/api/projects/default/mapping-rules/try", { rules: both })).rejects.toThrow(
    /name one of the two/,
  );
  await expect(at.put("/api/projects/default/settings/mappingRules", [{ field: "name" }])).rejects.toThrow(/field/);
  await expect(
    at.put("/api/projects/default/settings/prices", { prices: [{ model: "a", input: -1 }] }),
  ).rejects.toThrow(/input/);
});

test("events are read again too where their name is no attribute, and where a span says all that they do", async () => {
  const { text: logs = "" } = recordedExports.find(({ name }) => name === "claude-code-2.1.logs") ?? {};
  const { text: spans = "" } = recordedExports.find(({ name }) => name === "claude-code-2.1.traces") ?? {};
  const nameless = logs.replaceAll('"event.name"', '"event.label"');
  await at.send("logs", encodeJson("logs", Buffer.from(nameless)).body, "nameless");
  await at.send("traces", encodeJson("traces", Buffer.from(spans)).body, "nameless");
  const rules = [{ field: "tier", value: "batch", when: [{ attribute: "cost_usd", is: "present" }] }];
  const tried = await at.post("/api/projects/nameless/mapping-rules/try", { from: "0", rules });
  expect(tried).toMatchObject({ changed: 2, byFact: { tier: 2 } });
});

test("nothing changes when the readers have not: spans and events of every library read again as they were read", async () => {
  const sendings = recordedExports.map((file) => ({ project: "recorded", files: [file] }));
  await sendInRounds(at, sendings);
  const again = (await at.post("/api/projects/recorded/reread", { from: "0", limit: 5000 })) as Reread;
  expect({ ...again, read: again.read > 300 }).toEqual({
    read: true,
    changed: 0,
    byFact: {},
    examples: [],
    nextCursor: null,
  });
});

test("a span that is found before whoever spoke is known is left as it was read", async () => {
  const sent = async (number: number, environment: string) => {
    const span = jsonSpan({ traceId: traceId(0xe0 + number), spanId: idOf(number), name: "work" });
    const resource = { attributes: [text("deployment.environment.name", environment)] };
    const [spans] = jsonTraces(span).resourceSpans;
    const said = JSON.stringify({ resourceSpans: [{ ...spans, resource }] });
    await at.send("traces", encodeJson("traces", Buffer.from(said)).body, "early");
  };
  await sent(1, "known");
  await sent(2, "late");
  const late = "project = 'early' AND resource['deployment.environment.name'] = 'late'";
  await at.store.command({ text: `ALTER TABLE origins DELETE WHERE ${late} SETTINGS mutations_sync = 2` });
  const reread = at.post("/api/projects/early/reread", { from: "0" });
  expect(await reread).toMatchObject({ read: 1, changed: 0, byFact: {} });
});

test("a span that is found before what it said at length is left as it was read, and read again once that is there", async () => {
  const failed = (number: number, said: string) => {
    const thrown = [
      text("exception.type", `${said}Error`),
      text("exception.message", `${said} was not to be had`),
      text("exception.stacktrace", "at somewhere\n".repeat(100)),
    ];
    return jsonSpan({
      traceId: traceId(0xf0 + number),
      spanId: idOf(0xf0 + number),
      name: "ask",
      attributes: [text("shop.asked", `${said} `.repeat(200))],
      events: [{ name: "exception", timeUnixNano: String(start), attributes: thrown }],
      status: { code: 2 },
    });
  };
  const body = JSON.stringify(jsonTraces(failed(1, "known"), failed(2, "late")));
  await at.send("traces", encodeJson("traces", Buffer.from(body)).body, "long");
  const late = "project = 'long' AND content LIKE '%late%'";
  await at.store.command({ text: `CREATE TABLE kept ENGINE = Memory AS SELECT * FROM contents WHERE ${late}` });
  await at.store.command({ text: `ALTER TABLE contents DELETE WHERE ${late} SETTINGS mutations_sync = 2` });
  const columns =
    "status, kind, user_id, error_type, error_message, attributes, events, arrayMap(r -> hex(r), refs) AS said";
  const rows = () =>
    at.store.query({ text: `SELECT ${columns} FROM spans FINAL WHERE project = 'long' ORDER BY trace_id` });
  const [known, waiting] = (await rows()) as [object, { readonly said: readonly string[] }];
  expect(waiting).toMatchObject({ error_type: "lateError", error_message: "late was not to be had" });
  expect(waiting.said).toHaveLength(2);

  await at.put("/api/projects/long/settings/mappingRules", [
    { field: "userId", attribute: "shop.asked", when: [] },
    { field: "kind", value: "agent", when: [] },
  ]);
  const reread = () => at.post("/api/projects/long/reread", { from: "0", apply: true });
  expect(await reread()).toMatchObject({ read: 1, changed: 1, byFact: { kind: 1, userId: 1 } });
  const anew = (said: string) => ({ kind: "agent", user_id: expect.stringContaining(said) });
  expect(await rows()).toEqual([{ ...known, ...anew("known") }, waiting]);

  await at.store.command({ text: "INSERT INTO contents SELECT * FROM kept" });
  expect(await reread()).toMatchObject({ read: 2, changed: 1, byFact: { kind: 1, userId: 1 } });
  expect(await rows()).toEqual([
    { ...known, ...anew("known") },
    { ...waiting, ...anew("late") },
  ]);
});
