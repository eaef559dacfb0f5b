import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string) => apiOver(engine.store, { now: noon })(`shop/${path}`);

type Row = Readonly<Record<string, unknown>>;

/** Trace `number`, that many minutes before noon, in a session of its own, with one span. */
function rowsOf(number: number, own: Row, booked: Row = {}) {
  const place = { project: "shop", start: noon - BigInt(number) * minute, received, version: 2n, trace_id: id(number) };
  const span = { span_id: id(number, 16), state: "ended", kind: "tool", duration: 7n };
  const session_id = `s${number}`;
  const failed = own.status === "error" || booked.failed === true;
  const summary = { status: failed ? "error" : "ok", end: place.start + 10n, error_count: failed ? 1n : 0n };
  return {
    spans: { ...place, ...span, name: "work", status: "ok", ...own },
    ledger: { ...place, ...span, counts: true, trace_session: session_id, failed, ...booked },
    traces: { ...place, ...summary, session_id, name: "run", span_count: 1n },
    sessions: { ...place, ...summary, session_id, trace_id: undefined, trace_count: 1n },
  };
}

const timedOut = (seconds: number) => ({
  ...{ status: "error", error_type: "TimeoutError", error_message: `no answer after ${seconds} s` },
});

const rows = [
  rowsOf(1, timedOut(3)),
  rowsOf(2, timedOut(40)),
  rowsOf(3, { status: "error", error_type: "TimeoutError", error_message: "the pool is empty" }),
  rowsOf(4, { status: "error", status_message: "no answer after 5 s" }),
  // A log event tells that it failed, or how.
  rowsOf(5, {}, { adopted: true, failed: true, error_type: "TimeoutError", error_message: "no answer after 6 s" }),
  rowsOf(6, { status: "error" }, { adopted: true, error_type: "RateLimit", error_message: "slow down" }),
  rowsOf(7, { error_type: "TimeoutError", error_message: "no answer after 7 s" }),
];

beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  await insertRows(store, "origins", [{ project: "shop", origin: "0f".repeat(16), received }]);
  await insertRows(
    store,
    "spans_in",
    rows.map(({ spans }) => spans),
  );
  for (const table of ["ledger", "traces", "sessions"] as const) {
    await insertRows(
      store,
      table,
      rows.map((row) => withoutAbsent(row[table])),
    );
  }
});
afterAll(() => engine.cleanup());

const withoutAbsent = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, one]) => one !== undefined));

async function found(filters: string) {
  const [spans, traces, sessions] = await Promise.all(
    ["spans", "traces", "sessions"].map(async (list) => (await ask(`${list}?${filters}`)).items as readonly Row[]),
  );
  return {
    spans: spans?.map(({ spanId }) => Number(spanId)),
    traces: traces?.map(({ traceId }) => Number(traceId)),
    sessions: sessions?.map(({ sessionId }) => Number(String(sessionId).slice(1))),
  };
}

const all = (...numbers: number[]) => ({ spans: numbers, traces: numbers, sessions: numbers });
const shape = encodeURIComponent("no answer after <duration>");

test("lists are narrowed to what failed so, by whoever tells it", async () => {
  expect(await found("errorType=TimeoutError")).toEqual(all(1, 2, 3, 5));
  expect(await found("errorType=error&errorType=RateLimit")).toEqual(all(4, 6));
  expect(await found(`errorShape=${shape}`)).toEqual(all(1, 2, 4, 5));
  expect(await found(`errorType=TimeoutError&errorShape=${shape}`)).toEqual(all(1, 2, 5));
  expect(await found(`errorType=TimeoutError&session=s2`)).toEqual(all(2));
  expect(await found("errorType=')%20OR%201")).toEqual(all());
});

interface Shape {
  readonly name: string;
  readonly detail: string | null;
  readonly calls: number;
}

test("each error that is told finds as many spans as it counts, and as many calls", async () => {
  const { items } = await ask("errors");
  const shapes = items as readonly Shape[];
  expect(shapes.map(({ name, detail, calls }) => [name, detail, calls])).toEqual([
    ["TimeoutError", "no answer after <duration>", 3],
    ["error", "no answer after <duration>", 1],
    ["TimeoutError", "the pool is empty", 1],
    ["RateLimit", "slow down", 1],
  ]);
  for (const { name, detail, calls } of shapes) {
    const one = String(new URLSearchParams({ errorType: name, errorShape: detail ?? "" }));
    const usage = (await ask(`usage?${one}`)).items as readonly { readonly calls: number }[];
    expect([(await found(one)).spans?.length, usage[0]?.calls]).toEqual([calls, calls]);
    expect(((await ask(`errors?${one}`)).items as readonly Shape[]).map((other) => other.detail)).toEqual([detail]);
  }
});

test("how things failed is counted, by whoever tells it, as often as lists hold it", async () => {
  for (const of of ["spans", "traces", "sessions"]) {
    const { facets } = await ask(`facets?of=${of}`);
    expect((facets as Readonly<Record<string, unknown>>).errorType).toEqual([
      { value: "TimeoutError", count: 4 },
      { value: "RateLimit", count: 1 },
      { value: "error", count: 1 },
    ]);
    const narrowed = await ask(`facets?of=${of}&errorShape=${shape}&session=s2&session=s4&session=s7`);
    expect((narrowed.facets as Readonly<Record<string, unknown>>).errorType).toEqual([
      { value: "TimeoutError", count: 1 },
      { value: "error", count: 1 },
    ]);
  }
});

test("what can be chosen is told with what is refused", async () => {
  expect(await ask("sessions?status=late")).toMatchObject({
    status: 400,
    error: { message: "status: give one of ok, error, running" },
  });
  expect(await ask("usage?groupBy=colour")).toMatchObject({ status: 400 });
});
