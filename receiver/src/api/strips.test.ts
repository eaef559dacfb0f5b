import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now: noon, ...(projects && { projects }) })(path);

const trace = (project: string, number: number, session: string) => ({
  ...{ project, trace_id: id(number), start: noon, end: noon + 1000n, received, version: 2n },
  ...{ name: "run", session_id: session, status: "ok", span_count: 3n },
});
const entry = (traceNumber: number, number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ project: "shop", trace_id: id(traceNumber), span_id: id(number, 16), received, version: 2n },
  ...{ start: noon + BigInt(number), duration: 5n, state: "ended", trace_session: `s-${traceNumber}` },
  ...more,
});

beforeAll(async () => {
  engine = await testStore();
  await insertRows(engine.store, "origins", [
    { project: "shop", origin: "0f".repeat(16), received },
    { project: "other", origin: "0e".repeat(16), received },
  ]);
  await insertRows(engine.store, "traces", [
    ...[1, 2, 3].map((number) => trace("shop", number, number === 3 ? "" : `s-${number}`)),
    trace("other", 1, "s-1"),
  ]);
  await insertRows(engine.store, "ledger", [
    entry(1, 1, { kind: "agent", agent_name: "planner", duration: 900n }),
    entry(1, 2, { kind: "llm", agent_name: "planner", model: "gpt-5" }),
    entry(1, 3, { kind: "http" }),
    entry(1, 4, { kind: "http", failed: true }),
    entry(1, 5, { kind: "tool", tool_name: "search", agent_name: "planner", state: "running", duration: 0n }),
    entry(1, 6, { kind: "llm", hidden: true }),
    entry(1, 2, { project: "other", kind: "llm", model: "secret" }),
    ...Array.from({ length: 400 }, (_, at) =>
      entry(2, at, at === 200 ? { kind: "tool", tool_name: "pay", failed: true } : { kind: "llm", model: "gpt-5" }),
    ),
  ]);
  await insertRows(engine.store, "spans_in", [
    {
      ...{ project: "shop", trace_id: id(3), span_id: id(1, 16), start: noon, duration: 7n, state: "ended" },
      ...{ name: "GET /", kind: "http", status: "error", version: 2n, received },
    },
  ]);
});
afterAll(() => engine.cleanup());

test("tells the steps of a session in order, and of calls beside them only those that failed", async () => {
  expect(await ask("shop/strips?id=s-1&id=nobody")).toEqual({
    status: 200,
    of: "sessions",
    texts: ["", "agent", "llm", "http", "tool", "planner", "gpt-5", "search"],
    items: [
      {
        id: "s-1",
        title: null,
        startTime: String(noon + 1n),
        stepCount: 4,
        ticks: {
          start: [0, 1, 3, 4],
          duration: [900, 5, 5, null],
          kind: [1, 2, 3, 4],
          name: [5, 6, 0, 7],
          agent: [5, 5, 0, 5],
          count: [1, 1, 1, 1],
          failed: [0, 0, 1, 0],
        },
      },
    ],
  });
});

test("neighbours share a tick where there are many, and none is lost", async () => {
  const { items } = (await ask("shop/strips?id=s-2")) as unknown as {
    items: { stepCount: number; ticks: Record<string, number[]> }[];
  };
  const { count = [], failed = [] } = items[0]?.ticks ?? {};
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  expect([items[0]?.stepCount, count.length, sum(count), sum(failed)]).toEqual([400, 160, 400, 1]);
});

test("a trace that says nothing of agents is drawn from its spans", async () => {
  expect(await ask(`shop/strips?of=traces&id=${id(3)}`)).toMatchObject({
    texts: ["", "http", "GET /"],
    items: [{ id: id(3), stepCount: 1, ticks: { duration: [7], kind: [1], name: [2], failed: [1] } }],
  });
});

test("only what begins in the range is looked for, and never in another's project", async () => {
  expect(await ask(`shop/strips?id=s-1&from=${noon + 1n}`)).toMatchObject({ items: [] });
  expect(await ask("other/strips?id=s-1&id=s-2")).toMatchObject({
    texts: ["", "llm", "secret"],
    items: [{ id: "s-1", stepCount: 1 }],
  });
  expect(await ask("other/strips?id=s-1", ["shop"])).toMatchObject({ status: 404 });
});

test.each([
  ["shop/strips?of=spans", "of"],
  ["shop/strips?of=traces&id=1", "32 hex digits"],
  ["shop/strips?status=ok", "status"],
  [`shop/strips?${Array.from({ length: 101 }, (_, at) => `id=${at}`).join("&")}`, "at most 100"],
])("refuses %.40s", async (path, said) => {
  const answer = await ask(path);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.error)).toContain(said);
});
