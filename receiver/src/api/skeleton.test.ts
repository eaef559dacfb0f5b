import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requestsOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";
import { readSkeleton, readSpanIds, spanIdAt } from "../skeleton/read-skeleton.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;

const span = (project: string, number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ project, trace_id: id(1), span_id: id(number, 16), name: `step ${number}`, version: 2n, received },
  ...{ start: noon + BigInt(number), duration: 7n, state: "ended", status: "ok", kind: "span" },
  ...more,
});
const entry = (project: string, number: number, more: Readonly<Record<string, unknown>>) => ({
  ...{ project, trace_id: id(1), span_id: id(number, 16), start: noon + BigInt(number), version: 2n, received },
  ...more,
});
const below = (number: number) => ({ parent_span_id: id(number, 16) });

beforeAll(async () => {
  engine = await testStore();
  const origins = ["shop", "other"].map((project) => ({ project, origin: "0f".repeat(16), received }));
  await insertRows(engine.store, "origins", origins);
  await insertRows(engine.store, "spans_in", [
    span("shop", 1, { kind: "agent", agent_name: "own", duration: 3n * minute }),
    span("shop", 2, { ...below(1), kind: "llm", model: "m", counts: true, has_tokens: true, input_tokens: 9n }),
    span("shop", 3, { ...below(1), kind: "tool", tool_name: "search", status: "error", error_type: "Timeout" }),
    span("shop", 4, { ...below(3), state: "running", status: "running", duration: 0n, version: 1n }),
    span("shop", 5, { ...below(77), name: "left behind" }),
    span("shop", 6, { ...below(7), name: "one of a circle" }),
    span("shop", 7, { ...below(6), name: "the other", start: noon + 2n * minute }),
    span("shop", 8, { ...below(1), name: "told twice", start: noon + minute, version: 1n }),
    span("shop", 8, { ...below(1), name: "told twice", start: noon + 90n, version: 3n }),
    span("shop", 9, { ...below(1), name: "hidden", kind: "llm", signal: "log" }),
    span("other", 1, { name: "not yours" }),
  ]);
  await insertRows(engine.store, "ledger", [
    entry("shop", 1, { agent_name: "planner" }),
    entry("shop", 2, { ...{ agent_name: "planner", counts: true }, cost_source: "computed", cost: "0.000000000001" }),
    entry("shop", 9, { hidden: true, duplicate_of: id(2, 16) }),
  ]);
  await insertRows(engine.store, "traces", [
    { project: "shop", trace_id: id(1), start: noon + 1n, span_count: 8n, version: 1n, received },
  ]);
});

afterAll(() => engine.cleanup());

const request = (path: string, headers?: Record<string, string>) =>
  requestsOver(engine.store, { now: noon })(path, headers);
const path = `shop/traces/${id(1)}/skeleton`;
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

test("tells the whole tree in columns", async () => {
  const answer = await request(path);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/vnd.spanwise.skeleton"]);
  const skeleton = readSkeleton(await bytesOf(answer));
  const { ids, shapes, shape, parent } = skeleton;
  const names = Array.from(shape, (one) => shapes[one]?.name);
  const missing = "1 span whose parent has not arrived";
  const tree = ["step 1", "step 2", "step 3", "step 4", "told twice", missing, "left behind"];
  expect(names).toEqual([...tree, "one of a circle", "the other"]);
  expect([...parent]).toEqual([-1, 0, 0, 2, 0, -1, 5, -1, 7]);
  expect(Array.from(shape, (_, row) => Number.parseInt(spanIdAt(ids ?? new Uint8Array(), row), 16) || null)).toEqual([
    1,
    2,
    3,
    4,
    8,
    null,
    5,
    6,
    7,
  ]);
  const { rows, spans, spanCount, orphans, cuts, truncated, origin } = skeleton;
  expect({ rows, spans, spanCount, orphans, cuts, truncated, origin }).toEqual({
    ...{ rows: 9, spans: 8, spanCount: 8, orphans: 1, cuts: 1, truncated: false, origin: String(noon + 1n) },
  });
});

test("tells the same as JSON", async () => {
  const answer = await request(`${path}?format=json`);
  const { columns, shapes, version, ...facts } = (await answer.json()) as Record<string, Record<string, unknown[]>>;
  expect(facts).toEqual({
    ...{ traceId: id(1), origin: String(noon + 1n), rows: 9, spans: 8, spanCount: 8, truncated: false },
    ...{ orphans: 1, missingParents: 1, cuts: 1, textsLeftOut: 0 },
  });
  const start = Number(2n * minute - 1n);
  const none = [false, false, false, false];
  expect(columns).toEqual({
    spanId: [1, 2, 3, 4, 8, 0, 5, 6, 7].map((number) => (number === 0 ? null : id(number, 16))),
    parent: [null, 0, 0, 2, 0, null, 5, null, 7],
    depth: [0, 1, 1, 2, 1, 0, 1, 0, 1],
    size: [5, 1, 2, 1, 1, 2, 1, 2, 1],
    start: [0, 1, 2, 3, 89, 4, 4, 5, start],
    duration: [Number(3n * minute), 7, 7, null, 7, 7, 7, 7, 7],
    shape: expect.any(Array),
    status: ["ok", "ok", "error", "running", "ok", "ok", "ok", "ok", "ok"],
    counts: [false, true, ...none, false, false, false],
    duplicate: [...none, ...none, false],
    orphan: [...none, false, false, true, false, false],
    cut: [...none, ...none.slice(1), true, false],
    input: [null, 9, null, null, null, null, null, null, null],
    output: [null, 0, null, null, null, null, null, null, null],
    cost: [null, "0.000000000001", null, null, null, null, null, null, null],
    costSource: ["none", "computed", "none", "none", "none", "none", "none", "none", "none"],
  });
  const shapeOf = (row: number) => shapes?.[Number(columns?.shape?.[row])];
  const nothing = { agent: "", model: "", provider: "", service: "", tool: "", error: "" };
  expect([0, 1, 2].map(shapeOf)).toEqual([
    { ...nothing, name: "step 1", kind: "agent", agent: "planner" },
    { ...nothing, name: "step 2", kind: "llm", agent: "planner", model: "m" },
    { ...nothing, name: "step 3", kind: "tool", tool: "search", error: "Timeout" },
  ]);
  expect(version).toMatch(/^[0-9a-f]{32}$/);
});

test("tells ids apart", async () => {
  const whole = readSkeleton(await bytesOf(await request(path)));
  const without = readSkeleton(await bytesOf(await request(`${path}?ids=0`)));
  const apart = readSpanIds(await bytesOf(await request(`${path}?ids=only`)));
  expect(without).toEqual({ ...whole, ids: null });
  expect(apart).toEqual({ version: whole.version, ids: whole.ids });
  const answer = await request(`${path}?ids=only&format=json`);
  const spanId = [1, 2, 3, 4, 8, 0, 5, 6, 7].map((number) => (number === 0 ? null : id(number, 16)));
  expect(await answer.json()).toEqual({ version: whole.version, columns: { spanId } });
});

test.each([
  ["gzip, deflate, br, zstd", "zstd", zstdDecompressSync],
  ["gzip, deflate", "gzip", gunzipSync],
  ["zstd;q=0.5, gzip;q=1.0", "gzip", gunzipSync],
  ["*", "zstd", zstdDecompressSync],
  ["zstd;q=0, gzip;q=0, br", null, (bytes: Uint8Array) => bytes],
  ["", null, (bytes: Uint8Array) => bytes],
])("is made smaller as the caller takes it: %s", async (accepted, coding, decompressed) => {
  const plain = await bytesOf(await request(path));
  const answer = await request(path, { "accept-encoding": accepted });
  expect([answer.headers.get("content-encoding"), answer.headers.get("vary")]).toEqual([coding, "accept-encoding"]);
  expect(new Uint8Array(decompressed(await bytesOf(answer)))).toEqual(plain);
});

test("is not told again as long as nothing changed", async () => {
  const etag = (await request(path)).headers.get("etag") ?? "";
  const again = await request(path, { "if-none-match": `"other", ${etag}` });
  expect([again.status, again.headers.get("etag"), (await bytesOf(again)).length]).toEqual([304, etag, 0]);
  expect((await request(`${path}?ids=0`, { "if-none-match": etag })).status).toEqual(200);
  const more = { ...span("shop", 30, below(1)), trace_id: id(3) };
  await insertRows(engine.store, "spans_in", [{ ...more, name: "first" }]);
  const other = `shop/traces/${id(3)}/skeleton`;
  const before = (await request(other)).headers.get("etag") ?? "";
  await insertRows(engine.store, "ledger", [{ ...entry("shop", 30, { agent_name: "late" }), trace_id: id(3) }]);
  expect((await request(other, { "if-none-match": before })).status).toEqual(200);
});

test("says when there is more than it tells", async () => {
  const few = requestsOver(engine.store, { now: noon, skeletonSpans: 3 });
  const skeleton = readSkeleton(await bytesOf(await few(path)));
  expect([skeleton.rows, skeleton.truncated, skeleton.spanCount]).toEqual([3, true, 8]);
});

test.each([
  [`shop/traces/${id(2)}/skeleton`, 404, "not_found"],
  [`other/traces/${id(2)}/skeleton`, 404, "not_found"],
  [`nobody/traces/${id(1)}/skeleton`, 404, "not_found"],
  [`shop/traces/xyz/skeleton`, 400, "bad_request"],
  [`${path}?format=xml`, 400, "bad_request"],
  [`${path}?ids=2`, 400, "bad_request"],
  [`${path}?page=2`, 400, "bad_request"],
])("refuses %s with %i", async (asked, status, code) => {
  const answer = await request(asked);
  expect([answer.status, await answer.json()]).toEqual([status, { error: { code, message: expect.any(String) } }]);
});

test("tells nothing of a project that is not open to the caller", async () => {
  const only = requestsOver(engine.store, { now: noon, projects: ["other"] });
  expect((await only(path)).status).toEqual(404);
  const skeleton = readSkeleton(await bytesOf(await only(`other/traces/${id(1)}/skeleton`)));
  expect(Array.from(skeleton.shape, (one) => skeleton.shapes[one]?.name)).toEqual(["not yours"]);
});
