import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const now = 1_795_262_400_000_000_000n;
const received = Number(now / 1_000_000n);
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now, ...(projects && { projects }) })(path);

type Row = Readonly<Record<string, unknown>>;

const span = (project: string, number: number, more: Row) => ({
  ...{ project, trace_id: id(number % 3), span_id: id(number, 16), name: "work", kind: "tool", version: 2n, received },
  ...{ start: now - BigInt(number) * minute, duration: 7n, state: "ended", status: "error" },
  ...more,
});

const entry = (project: string, number: number, more: Row) => ({
  ...{ project, trace_id: id(number % 3), span_id: id(number, 16), kind: "tool", counts: true, version: 2n, received },
  ...{ start: now - BigInt(number) * minute, duration: 7n, state: "ended", failed: true, cost_source: "none" },
  ...more,
});

const timedOut = (number: number) => ({
  error_type: "TimeoutError",
  error_message: `no answer from https://shop.example/items/${number} after ${number}.5 s`,
});

beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  const origins = ["shop", "other"].map((project) => ({ project, origin: "0f".repeat(16), received }));
  await insertRows(store, "origins", origins);
  await insertRows(store, "spans_in", [
    ...[1, 2, 3, 4].map((number) => span("shop", number, timedOut(number))),
    span("shop", 5, { error_type: "TimeoutError", error_message: "the pool is empty" }),
    span("shop", 6, { status_message: "429 Too Many Requests: try in 20s", kind: "http" }),
    span("shop", 7, { status_message: "429 Too Many Requests: try in 3s", kind: "http" }),
    span("shop", 8, { status_message: "503 Too Many Requests: try in 3s", kind: "http" }),
    span("shop", 9, { status: "ok", error_message: "handled" }),
    span("other", 1, { error_type: "Secret", error_message: "secret" }),
  ]);
  await insertRows(store, "ledger", [
    entry("shop", 1, { trace_session: "s1", user_id: "ann", agent_name: "planner", tool_name: "search" }),
    entry("shop", 2, { trace_session: "s1", user_id: "bob", agent_name: "planner", tool_name: "search" }),
    entry("shop", 3, { trace_session: "s2", user_id: "bob", agent_name: "writer", tool_name: "fetch" }),
    entry("shop", 4, { user_id: "bob" }),
    entry("shop", 10, { failed: false, kind: "llm", model: "house-blend", has_tokens: true, input_tokens: 70n }),
    entry("shop", 11, { failed: false, kind: "llm", model: "house-blend", has_tokens: true, input_tokens: 7n }),
    entry("shop", 12, { failed: false, kind: "llm", model: "gpt-5", cost_source: "computed", cost: "0.25" }),
    entry("shop", 13, { failed: false, kind: "llm", model: "gpt-5" }),
    entry("shop", 14, { kind: "llm", model: "gpt-5", cost_source: "failed" }),
    entry("other", 10, { failed: false, kind: "llm", model: "secret" }),
  ]);
});

afterAll(() => engine.cleanup());

interface Shape {
  readonly name: string;
  readonly detail: string | null;
  readonly calls: number;
}
const itemsOf = (answer: Record<string, unknown>) => answer.items as readonly (Shape & Record<string, unknown>)[];
const told = (answer: Record<string, unknown>) =>
  itemsOf(answer).map(({ name, detail, calls }) => [name, detail, calls]);

test("failures that say the same but for its particulars are one error", async () => {
  const { items } = (await ask("shop/errors")) as { items: unknown[] };
  expect(items[0]).toEqual({
    name: "TimeoutError",
    detail: "no answer from <url> after <duration>",
    sample: "no answer from https://shop.example/items/1 after 1.5 s",
    ...{ calls: 4, failures: 4, successRate: 0, traces: 3 },
    ...{ sessions: 2, users: 2, agents: 2, tools: 2 },
    latency: { average: "7", p50: "7", p90: "7", p95: "7", p99: "7" },
    ...{ tokens: null, cost: null, costCoverage: { reported: 0, computed: 0, estimated: 0, unknown: 0 } },
    firstTime: String(now - 4n * minute),
    lastTime: String(now - minute),
    lastTraceId: id(1),
    lastSpanId: id(1, 16),
  });
  expect(told({ items })).toEqual([
    ["TimeoutError", "no answer from <url> after <duration>", 4],
    ["error", "429 Too Many Requests: try in <duration>", 2],
    ["error", "503 Too Many Requests: try in <duration>", 1],
    ["TimeoutError", "the pool is empty", 1],
  ]);
});

test("all failures of the range are among them, a page at a time, in any order", async () => {
  for (const sort of ["calls", "sessions", "users", "last"]) {
    for (const order of ["asc", "desc"]) {
      const whole = told(await ask(`shop/errors?sort=${sort}&order=${order}`));
      const paged: unknown[] = [];
      let next = "";
      for (let pages = 0; pages < 10; pages += 1) {
        const page = await ask(`shop/errors?sort=${sort}&order=${order}&limit=1${next}`);
        paged.push(...told(page));
        if (page.nextCursor === null) break;
        next = `&cursor=${page.nextCursor}`;
      }
      expect(paged).toEqual(whole);
      expect(
        itemsOf({ items: whole.map(([, , calls]) => ({ calls })) }).reduce((sum, { calls }) => sum + calls, 0),
      ).toEqual(8);
    }
  }
});

test("are narrowed as spans are", async () => {
  expect(told(await ask("shop/errors?agent=writer"))).toEqual([
    ["TimeoutError", "no answer from <url> after <duration>", 1],
  ]);
  expect(told(await ask("shop/errors?kind=http&q=503"))).toEqual([
    ["error", "503 Too Many Requests: try in <duration>", 1],
  ]);
  expect(told(await ask("other/errors"))).toEqual([["Secret", "secret", 1]]);
  expect(await ask("other/errors", ["shop"])).toMatchObject({ status: 404 });
  expect(await ask("shop/errors?shape=x")).toMatchObject({ status: 400 });
  expect(await ask("shop/errors?sort=shape")).toMatchObject({ status: 400 });
});

test("models without a price are told with the calls alone that lack one", async () => {
  const items = itemsOf(await ask("shop/models?priced=unknown"));
  expect(items.map(({ name, calls, tokens, cost }) => ({ name, calls, tokens, cost }))).toEqual([
    { name: "house-blend", calls: 2, tokens: expect.objectContaining({ input: 77, total: 77 }), cost: null },
    { name: "gpt-5", calls: 1, tokens: null, cost: null },
  ]);
  expect(told(await ask("shop/models"))).toEqual([
    ["gpt-5", null, 3],
    ["house-blend", null, 2],
  ]);
  expect(await ask("shop/models?priced=never")).toMatchObject({ status: 400 });
  expect(await ask("shop/tools?priced=unknown")).toMatchObject({ status: 400 });
});
