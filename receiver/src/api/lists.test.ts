import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now: noon, ...(projects && { projects }) })(path);

/** Trace `number` lies that many minutes before noon, in session `number`, with a call in it. */
function rowsOf(number: number, more: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const start = noon - BigInt(number) * minute;
  const place = { project: "shop", start, received, version: 2n };
  const trace_id = id(0xabcd0000 + number, 8).padEnd(32, "0");
  const session = `Session-${number}`;
  const call = { span_id: id(number, 16), state: "ended", kind: "llm", duration: 7n, counts: true };
  const end = start + 10n;
  return {
    spans: { ...place, trace_id, ...call, name: "chat", status: "ok", ...more.spans },
    ledger: { ...place, trace_id, ...call, trace_session: session, ...more.ledger },
    traces: { ...place, trace_id, end, name: "run", session_id: session, status: "ok", span_count: 1n, ...more.traces },
    sessions: { ...place, end, session_id: session, status: "ok", trace_count: 1n, ...more.sessions },
  };
}

const tokens = { has_tokens: true, input_tokens: 30n, output_tokens: 20n };
const noted = { attributes: [["metadata"], ['{"plan":"free","seats":3}']], attribute_types: "s" };
const rows = [
  rowsOf(1, {
    spans: { environment: "prod", release: "1.4", ...tokens, model: "gpt-5" },
    ledger: { environment: "prod", ...tokens, model: "gpt-5", user_id: "Ann" },
    traces: { ...tokens, user_id: "Ann" },
    sessions: { ...tokens, bot_name: "Otto", bot_type: "chat", end_reason: "exit", user_id: "Ann", tags: ["a", "b"] },
  }),
  rowsOf(2, {
    spans: { ...noted, status: "error", duration: 9n },
    ledger: { failed: true, duration: 9n },
    traces: { error_count: 2n, status: "error" },
    sessions: { bot_name: "Hugo", error_count: 2n, status: "error", metadata: '{"plan":"pro","seats":2}' },
  }),
  rowsOf(3, {
    ledger: { hidden: true },
    spans: { signal: "log" },
    sessions: { bot_name: "Hugo", metadata: '{"plan":"basic"}' },
  }),
];

beforeAll(async () => {
  engine = await testStore();
  await insertRows(engine.store, "origins", [
    { project: "shop", origin: "0f".repeat(16), received },
    { project: "other", origin: "0e".repeat(16), received },
  ]);
  await insertRows(
    engine.store,
    "spans_in",
    rows.map((one) => one.spans),
  );
  for (const table of ["ledger", "traces", "sessions"] as const)
    await insertRows(
      engine.store,
      table,
      rows.map((one) => one[table]),
    );
  const other = { ...rows[0]?.spans, project: "other", name: "secret" };
  await insertRows(engine.store, "spans_in", [other]);
});
afterAll(() => engine.cleanup());

const numbersIn = (answer: Record<string, unknown>) =>
  (answer.items as { startTime: string }[]).map(({ startTime }) => Number((noon - BigInt(startTime)) / minute));

test.each([
  ["bot=Otto", [1], [1], [1]],
  ["bot=Hugo&bot=Otto", [1, 2, 3], [1, 2, 3], [1, 2]],
  ["botType=chat", [1], [1], [1]],
  ["endReason=exit", [1], [1], [1]],
  ["environment=prod", [1], [1], [1]],
  ["release=1.4", [1], [1], [1]],
  ["meta.plan=pro", [2], [2], [2]],
  ["meta.plan=free", [2], [2], [2]],
  ["meta.seats=3", [2], [2], [2]],
  ["meta.plan=pro&meta.seats=2&bot=Hugo", [2], [2], [2]],
  ["minTokens=50", [1], [1], [1]],
  ["minTokens=51", [], [], []],
  ["maxTokens=50", [1], [1], [1]],
  ["hasError=true", [2], [2], [2]],
  ["hasError=false", [1, 3], [1, 3], [1]],
  ["status=error", [2], [2], [2]],
  ["user=Ann", [1], [1], [1]],
  ["q=session-2", [2], [], []],
  ["q=ann", [1], [], []],
  ["q=abcd0003", [], [3], []],
  ["q=RUN", [], [1, 2, 3], []],
] as [string, number[], number[], number[]][])("narrows sessions, traces and spans by %s", async (query, ...found) => {
  const lists = ["sessions", "traces", "spans"].map(async (list) => numbersIn(await ask(`shop/${list}?${query}`)));
  expect(await Promise.all(lists)).toEqual(found);
});

test.each([
  ["sessions?minErrors=2", [2]],
  ["traces?minErrors=3", []],
  ["sessions?sort=bot&order=asc", [3, 2, 1]],
  ["sessions?sort=meta.plan", [2, 3, 1]],
  ["sessions?sort=tag", [1, 2, 3]],
  ["sessions?sort=user&order=asc", [3, 2, 1]],
  ["sessions?sort=errors", [2, 1, 3]],
  ["sessions?sort=tokens", [1, 2, 3]],
  ["spans?sort=duration", [2, 1]],
  ["spans?sort=tokens", [1]],
  ["spans?sort=start&order=asc", [2, 1]],
] as [string, number[]][])("lists %s", async (path, found) => {
  expect(numbersIn(await ask(`shop/${path}`))).toEqual(found);
});

test.each([
  ["sessions?sort=meta.plan&order=asc", [1, 3, 2]],
  ["spans?sort=duration&order=asc", [1, 2]],
  ["spans?sort=start", [1, 2]],
] as [string, number[]][])("pages through %s, a row at a time", async (path, found) => {
  const told: number[] = [];
  let cursor: unknown = "";
  while (cursor !== null) {
    const page = await ask(`shop/${path}&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
    told.push(...numbersIn(page));
    cursor = page.nextCursor;
  }
  expect(told).toEqual(found);
});

test("tells a span of the list as it tells the span itself, but for what was said", async () => {
  const [first] = (await ask("shop/spans?limit=1")).items as Record<string, unknown>[];
  const [whole] = (await ask("shop/spans?limit=1&content=full")).items as Record<string, unknown>[];
  const { status: _, ...one } = await ask(`shop/spans/${first?.traceId}/${first?.spanId}`);
  expect({ ...one, status: "ok" }).toEqual(whole);
  expect(first).toEqual(whole);
});

test("counts the values a list can be narrowed by", async () => {
  const counted = (...values: [string, number][]) => values.map(([value, count]) => ({ value, count }));
  expect(await ask("shop/facets?of=sessions&status=ok")).toEqual({
    status: 200,
    of: "sessions",
    counted: 2,
    isCut: false,
    facets: {
      bot: counted(["Hugo", 1], ["Otto", 1]),
      botType: counted(["chat", 1]),
      endReason: counted(["exit", 1]),
      status: counted(["ok", 2]),
      tag: counted(["a", 1], ["b", 1]),
      user: counted(["Ann", 1]),
      environment: counted(["prod", 1]),
      kind: counted(["llm", 2]),
      model: counted(["gpt-5", 1]),
      release: counted(["1.4", 1]),
    },
  });
  expect((await ask("shop/facets?of=spans")).facets).toEqual({
    environment: counted(["prod", 1]),
    kind: counted(["llm", 2]),
    release: counted(["1.4", 1]),
    status: counted(["error", 1], ["ok", 1]),
    bot: counted(["Hugo", 1], ["Otto", 1]),
    botType: counted(["chat", 1]),
    endReason: counted(["exit", 1]),
    errorType: counted(["error", 1]),
    model: counted(["gpt-5", 1]),
    session: counted(["Session-1", 1], ["Session-2", 1]),
    user: counted(["Ann", 1]),
  });
});

test("tells sessions and their success by bot", async () => {
  const { items, isCut } = await ask("shop/usage?of=sessions&groupBy=bot");
  const told = (items as Record<string, unknown>[]).map(({ group, calls, errors, successRate }) => [
    ...[group, calls, errors, successRate],
  ]);
  expect([told, isCut]).toEqual([
    [
      [{ bot: "Hugo" }, 2, 1, 0.5],
      [{ bot: "Otto" }, 1, 0, 1],
    ],
    false,
  ]);
  const spans = (await ask("shop/usage?groupBy=bot&limit=1")) as unknown as { items: { group: object }[] };
  expect([spans.items.map(({ group }) => group), (spans as { isCut?: boolean }).isCut]).toEqual([
    [{ bot: "Hugo" }],
    true,
  ]);
});

test.each([
  ["spans?minErrors=1", "minErrors"],
  ["tools?minErrors=1", "minErrors"],
  ["usage?minErrors=1", "minErrors"],
  ["facets?of=spans&minErrors=1", "minErrors"],
  ["usage?of=traces&groupBy=model", "model"],
  ["usage?zone=Mars/Olympus", "zone"],
  ["usage?zone=Europe", "zone"],
  ["sessions?hasError=yes", "hasError"],
  ["sessions?endReason=bored", "endReason"],
  ["sessions?minTokens=-1", "minTokens"],
  ["sessions?meta.=x", "meta."],
  ["sessions?sort=meta.", "sort"],
  ["traces?sort=meta.plan", "sort"],
  ["findings?meta.plan=x", "meta.plan"],
  ["findings?bot=x", "bot"],
  ["metrics?meta.plan=x", "meta.plan"],
  ["metrics?environment=x", "environment"],
  ["ingest?bot=x", "bot"],
  ["reconcile?meta.plan=x", "meta.plan"],
  ["spans?content=full&limit=500", "limit"],
  ["spans?sort=model", "sort"],
])("answers 400 to %s and names it", async (path, name) => {
  const { status, error } = (await ask(`shop/${path}`)) as unknown as { status: number; error: { message: string } };
  expect([status, error.message]).toEqual([400, expect.stringContaining(name)]);
});

test("shows nothing of another project", async () => {
  for (const path of ["spans", "facets"]) expect((await ask(`other/${path}`, ["shop"])).status).toEqual(404);
  expect(numbersIn(await ask("shop/spans?q=secret"))).toEqual([]);
});
