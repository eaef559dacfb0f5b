import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requestsOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const minute = 60_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");
const content = "a long story ".repeat(50);
const hash = "ab".repeat(16);

type More = Readonly<Record<string, unknown>>;

const span = (project: string, number: number, more: More = {}) => ({
  ...{ project, trace_id: id(number), span_id: id(number, 16), version: 2n, received, origin: "0f".repeat(16) },
  ...{ start: noon + BigInt(number) * minute, duration: 7n, state: "ended", status: "ok", name: "run", kind: "agent" },
  ...more,
});

const trace = (project: string, number: number, more: More = {}) => ({
  ...{ project, trace_id: id(number), start: noon + BigInt(number) * minute, end: noon + BigInt(number) * minute + 7n },
  ...{ name: "run", root_kind: "agent", status: "ok", span_count: 1n, version: 1n, received },
  ...more,
});

let engine: TestStore;

beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  const resource = [["service.name"], ["till"]];
  const origins = ["shop", "other"].map((project) => ({ project, origin: "0f".repeat(16), received, resource }));
  await insertRows(store, "origins", origins);
  await insertRows(store, "contents", [{ project: "shop", hash, content, received }]);
  await insertRows(store, "spans_in", [
    span("shop", 1, { name: '=HYPERLINK("x")', service: "till", trace_state: "a=b" }),
    span("shop", 2, {
      ...{ kind: "llm", model: "m", has_tokens: true, input_tokens: 5n, output_tokens: 2n, counts: true },
      attributes: [
        ["gen_ai.input.messages", "long"],
        [JSON.stringify([{ role: "user", parts: [{ type: "text", content: 'say "hi"\n' }] }]), "\u0001"],
      ],
      ...{ attribute_types: "jS", refs: [hash] },
    }),
    span("shop", 3, { state: "running", status: "running", duration: 0n }),
    span("other", 4, { name: "not yours" }),
  ]);
  const entry = { project: "shop", state: "ended", kind: "llm", version: 1n, received, counts: true, duration: 7n };
  await insertRows(store, "ledger", [
    {
      ...{ ...entry, trace_id: id(2), span_id: id(2, 16), start: noon + 2n * minute, user_id: "ann", model: "m" },
      ...{ cost_source: "computed", cost: "0.000000000001", session_id: "s", trace_session: "s" },
    },
  ]);
  await insertRows(store, "traces", [trace("shop", 1), trace("shop", 2, { session_id: "s" }), trace("other", 4)]);
  await insertRows(store, "sessions", [
    {
      ...{ project: "shop", session_id: "s", start: noon, end: noon + 9n, name: "@sum", status: "ok", version: 1n },
      ...{ received, trace_count: 1n, platform: "discord" },
    },
  ]);
  await insertRows(store, "logs_in", [
    {
      ...{ project: "shop", id: id(7), time: noon + minute, sent_time: noon + minute, severity: 9, body: "hello" },
      ...{ body_type: "s", origin: "0f".repeat(16), received },
    },
  ]);
});

afterAll(() => engine.cleanup());

const asked = (path: string, headers?: Record<string, string>, more = {}) =>
  requestsOver(engine.store, { now: noon + 10n * minute, ...more })(path, headers);
const textOf = async (path: string) => (await asked(path)).text();
const linesOf = async (path: string) =>
  (await textOf(path))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
const path = "shop/export";

test("spans are told whole, a line each, as the API tells them", async () => {
  const answer = await asked(`${path}?format=jsonl`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/x-ndjson",
    "content-disposition": 'attachment; filename="spanwise-shop-spans-20261121T121000Z.jsonl"',
    "cache-control": "no-store",
    vary: "accept-encoding",
  });
  const spans = (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const each = [1, 2, 3].map((number) => asked(`shop/spans/${id(number)}/${id(number, 16)}`));
  expect(spans).toEqual(await Promise.all((await Promise.all(each)).map((one) => one.json())));
  expect(spans[1]).toMatchObject({
    input: [{ role: "user", parts: [{ type: "text", text: 'say "hi"\n' }] }],
    attributes: { long: content },
    cost: { total: "0.000000000001" },
  });
});

test.each([
  ["user=ann", [2]],
  ["session=s", [2]],
  ["kind=llm&kind=agent", [1, 2, 3]],
  ["status=running", [3]],
  ["minCost=0", [2]],
  ["attr.long=nothing", []],
  ["attr.service.name=till", [1, 2, 3]],
  ["q=hyperlink", [1]],
  [`from=${noon + 2n * minute}&to=${noon + 3n * minute}`, [2]],
])("of the spans asked for by %s", async (filters, numbers) => {
  const spans = await linesOf(`${path}?format=jsonl&${filters}`);
  expect(spans.map(({ traceId }) => traceId)).toEqual(numbers.map((number) => id(number)));
  const lines = await linesOf(`${path}?format=otlp&${filters}`);
  const told = lines.flatMap(({ resourceSpans }) => resourceSpans[0].scopeSpans[0].spans);
  expect(told.map(({ traceId }) => traceId)).toEqual(numbers.map((number) => id(number)));
});

test("CSV tells flat columns, and nothing a spreadsheet would run", async () => {
  const csv = await textOf(`${path}?format=csv`);
  const [head = "", first = ""] = csv.split("\r\n");
  expect(head).toMatch(/^traceId,spanId,parentSpanId,name,kind,.*,attributes,resource$/);
  expect(first).toMatch(/^0{31}1,0{15}1,,"'=HYPERLINK\(""x""\)",agent,,ok,,2026-11-21T12:01:00\.000000000Z,2026-11-/);
  expect(csv).toContain('"[{""role"":""user"",""parts"":[{""type"":""text"",""text"":""say \\""hi\\""\\n""}]}]"');
  expect((await textOf(`${path}?format=csv&what=sessions`)).split("\r\n")[1]).toMatch(/^s,1,,,,discord,'@sum,ok,2026/);
});

test("Parquet is read by others, with its types", async () => {
  const answer = await asked(`${path}?format=parquet`, { "accept-encoding": "gzip" });
  expect(answer.headers.get("content-encoding")).toBeNull();
  const folder = await mkdtemp(join(engine.dataDir, "parquet-"));
  const file = join(folder, "spans.parquet");
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const text = `
    SELECT traceId, name, toString(startTime) AS start, toTypeName(startTime) AS timed, toString(cost) AS money,
      toTypeName(cost) AS priced, inputTokens, toTypeName(inputTokens) AS counted, JSONExtractString(attributes, 'long') AS long,
      countsTowardTotals AS counts
    FROM file('${file}', Parquet) ORDER BY traceId`;
  const rows = await engine.store.query<Record<string, unknown>>({ text });
  await rm(folder, { recursive: true });
  const types = {
    timed: "Nullable(DateTime64(9, 'UTC'))",
    priced: "Nullable(Decimal(38, 12))",
    counted: "Nullable(Int64)",
  };
  const none = { ...types, money: null, inputTokens: null, long: "", counts: false };
  expect(rows).toEqual([
    { ...none, traceId: id(1), name: '=HYPERLINK("x")', start: "2026-11-21 12:01:00.000000000" },
    {
      ...{ ...types, traceId: id(2), name: "run", start: "2026-11-21 12:02:00.000000000", money: "0.000000000001" },
      ...{ inputTokens: "5", long: content, counts: true },
    },
    { ...none, traceId: id(3), name: "run", start: "2026-11-21 12:03:00.000000000" },
  ]);
});

test("traces, sessions and log records are told as the API tells them", async () => {
  for (const what of ["traces", "sessions", "logs"]) {
    const { items } = (await (await asked(`shop/${what}?from=0&order=asc`)).json()) as { items: unknown[] };
    expect(items.length).toBeGreaterThan(0);
    expect(await linesOf(`${path}?format=jsonl&what=${what}&from=0`)).toEqual(items);
  }
});

test.each([
  ["gzip, deflate, br, zstd", "zstd", zstdDecompressSync],
  ["gzip", "gzip", gunzipSync],
] as const)("is made smaller as the caller takes it: %s", async (accepted, coding, decompressed) => {
  const answer = await asked(`${path}?format=jsonl`, { "accept-encoding": accepted });
  expect(answer.headers.get("content-encoding")).toEqual(coding);
  expect(decompressed(Buffer.from(await answer.arrayBuffer())).toString()).toEqual(
    await textOf(`${path}?format=jsonl`),
  );
});

test("a project without anything is an export of nothing", async () => {
  expect(await textOf("default/export?format=jsonl")).toEqual("");
  expect(await textOf("default/export?format=otlp&what=logs")).toEqual("");
  expect((await textOf("default/export?format=csv")).split("\r\n")).toEqual([expect.stringMatching(/^traceId,/), ""]);
  const bytes = Buffer.from(await (await asked("default/export?format=parquet")).arrayBuffer());
  expect([bytes.toString("latin1", 0, 4), bytes.toString("latin1", bytes.length - 4)]).toEqual(["PAR1", "PAR1"]);
});

test.each([
  [path, 400, "bad_request"],
  [`${path}?format=xml`, 400, "bad_request"],
  [`${path}?format=jsonl&what=all`, 400, "bad_request"],
  [`${path}?format=otlp&what=traces`, 400, "bad_request"],
  [`${path}?format=jsonl&limit=5`, 400, "bad_request"],
  [`${path}?format=jsonl&minErrors=1`, 400, "bad_request"],
  ["nobody/export?format=jsonl", 404, "not_found"],
])("refuses %s with %i", async (wrong, status, code) => {
  const answer = await asked(wrong);
  expect([answer.status, await answer.json()]).toEqual([status, { error: { code, message: expect.any(String) } }]);
});

test("tells nothing of a project that is not open to the caller", async () => {
  const only = { projects: ["other"] };
  for (const format of ["jsonl", "csv", "parquet", "otlp"]) {
    expect((await asked(`${path}?format=${format}`, {}, only)).status).toEqual(404);
    const told = Buffer.from(await (await asked(`other/export?format=${format}`, {}, only)).arrayBuffer());
    expect(told.includes("not yours")).toEqual(true);
    expect(told.includes("HYPERLINK")).toEqual(false);
  }
});

test("so many run at once, and whoever goes away makes room", async () => {
  const text = `
    INSERT INTO spans (project, trace_id, span_id, start, state, attributes, attribute_types, received, retention, version)
    SELECT 'default', toFixedString(unhex(hex(sipHash128(number))), 16), unhex('00000000000000ab'),
      {noon:UInt64} + number, 'ended', map('text', repeat('word ', 4000)), 's', now64(3), 30, 1
    FROM numbers(200)`;
  await engine.store.command({ text, params: { noon } });
  const request = requestsOver(engine.store, { now: noon + 300n * minute });
  const both = [await request("default/export?format=jsonl"), await request("default/export?format=otlp")];
  const third = await request("default/export?format=jsonl");
  expect([third.status, third.headers.get("retry-after")]).toEqual([429, "10"]);
  expect((await request("other/export?format=jsonl")).status).toEqual(200);
  await both[0]?.body?.cancel();
  await expect.poll(async () => (await request("default/export?format=jsonl")).status, within).toEqual(200);
});

const within = { timeout: 10_000 };
