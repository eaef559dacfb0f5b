import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Session } from "../src/model/session.ts";
import type { Span } from "../src/model/span.ts";
import type { Trace } from "../src/model/trace.ts";
import type { UsageDimension } from "../src/model/usage.ts";
import { zoneNamed } from "../src/model/zone.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { listEntities } from "../src/store/queries/list-entities.ts";
import { readPieces } from "../src/store/queries/read-pieces.ts";
import { readUsage } from "../src/store/queries/read-usage.ts";
import { rollUp } from "../src/store/rollups/roll-up.ts";
import { forgetRolledUp } from "../src/store/rollups/rolled-up.ts";
import type { Question, Store } from "../src/store/store.ts";
import { histories, requestsOf } from "./histories.ts";
import {
  type Asked,
  beginOfInterval,
  groupsOf,
  isBooked,
  type Placed,
  plainly,
  spansAsked,
  sumOf,
  type Told,
} from "./recomputed.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
let number = 0;
/** What the questions asked of the engine. */
let asked: Question[] = [];
let listening: Store;
beforeAll(async () => {
  at = await testReceiver();
  Object.assign(at.store, { fewestRolledUp: 0 });
  const query: Store["query"] = (question) => {
    asked.push(question);
    return at.store.query(question);
  };
  listening = { ...at.store, query };
});
afterAll(() => at.cleanup());

const roll = async (store = at.store) => {
  const made = await rollUp(store, { quietSeconds: 0 });
  forgetRolledUp(listening);
  return made;
};

const get = async <Answer>(project: string, path: string) =>
  (await at.get(`/api/projects/${project}/${path}`)) as Answer;
const list = async <Item>(project: string, path: string) => (await get<{ items: Item[] }>(project, path)).items;
const ever = "from=0&limit=1000";

/** All that is there, span by span, as the API tells it. */
async function all(project: string): Promise<readonly Placed[]> {
  const [traces, sessions] = await Promise.all([
    list<Trace>(project, `traces?${ever}`),
    list<Session>(project, `sessions?${ever}`),
  ]);
  const placed = traces.map(async (trace) => {
    const { spans } = await get<{ spans: Span[] }>(project, `traces/${trace.traceId}?limit=5000`);
    const session = sessions.find(({ sessionId }) => sessionId === trace.sessionId);
    return spans.map((span) => ({ span, trace, session }));
  });
  return (await Promise.all(placed)).flat();
}

/** The nearest rank, told to eight binary digits. */
function quantile(times: readonly bigint[], level: number): number {
  const sorted = [...times].sort((one, other) => (one < other ? -1 : 1));
  return Number(sorted[Math.max(0, Math.ceil(level * sorted.length) - 1)] ?? 0n);
}

const some = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const filters = {
  agent: some("planner", "writer"),
  platform: some("slack", "web"),
  model: some("gpt-4o", "nobody-knows-it"),
  provider: some("openai", "x"),
  tool: some("search", "shell"),
  kind: some("llm", "tool", "agent", "span"),
  status: some("ok", "error"),
  service: some("svc"),
  environment: some("prod", "test"),
  hasError: fc.constantFrom(["true"], ["false"]),
  user: some("ann"),
};
const asks: fc.Arbitrary<Asked> = fc
  .subarray(Object.keys(filters) as (keyof typeof filters)[], { maxLength: 2 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, filters[name]]))) as fc.Arbitrary<Asked>);
const dimensions = ["model", "provider", "agent", "tool", "kind", "status", "service", "platform", "environment"];
const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"];
const hour = 3_600_000_000_000n;
/** Around the days on which the histories lie. */
const edge = fc
  .record({
    day: fc.constantFrom(
      "2018-11-04T03:00:00Z",
      "2025-03-30T01:00:00Z",
      "2025-10-26T01:00:00Z",
      "2025-12-31T23:30:00Z",
    ),
    hours: fc.bigInt({ min: -9n, max: 9n }),
    more: fc.constantFrom(0n, 0n, 900_000_000_000n, 1n, 1_234_567_890_123n),
  })
  .map(({ day, hours, more }) => BigInt(Date.parse(day)) * 1_000_000n + hours * hour + more);
const range = fc.oneof(
  fc.constant({ from: 0n, to: 4_000_000_000n * 1_000_000_000n }),
  fc.tuple(edge, edge).map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
);
const question = fc.record({
  asked: asks,
  by: fc.constantFrom(...(dimensions as UsageDimension[])),
  interval: fc.constantFrom("none", "minute", "hour", "day", "week", "month"),
  zone: fc.constantFrom(...zones),
  kind: fc.constantFrom("tools", "agents", "models"),
  range,
});
const query = (filter: Asked) =>
  Object.entries(filter)
    .flatMap(([name, values]) => values.map((value) => `&${name}=${value}`))
    .join("");

interface Used extends Told {
  readonly time: string | null;
  readonly group: Readonly<Record<string, string | null>>;
  readonly spans: number;
  readonly latency: { readonly average: string; readonly p50: string; readonly p95: string } | null;
}

test("sums are those of the stored spans, whatever of them was rolled up before and written since", async () => {
  const rolled = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
  const questions = fc.array(question, { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(histories, rolled, questions, async (history, rolls, each) => {
      number += 1;
      const project = `p${number}`;
      for (const [place, { signal, body }] of requestsOf(history).entries()) {
        await at.send(signal, body, project);
        if (rolls[place]) await roll();
      }
      const placed = await all(project);
      for (const one of each) {
        await usageAddsUp(project, placed, one);
        await listsAreAlike(project, one);
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 240_000);

type AskedOf = typeof question extends fc.Arbitrary<infer One> ? One : never;

async function usageAddsUp(project: string, placed: readonly Placed[], { asked, by, interval, zone, range }: AskedOf) {
  const within = `from=${range.from}&to=${range.to}&limit=10000`;
  const rows = await list<Used>(
    project,
    `usage?${within}&groupBy=${by}&interval=${interval}&zone=${zone}${query(asked)}`,
  );
  const there = placed.filter(
    (one) => isBooked(one) && BigInt(one.span.startTime) >= range.from && BigInt(one.span.startTime) < range.to,
  );
  const keyed = spansAsked(there, asked).flatMap((one) =>
    groupsOf(one, by).map((group) => ({
      key: `${interval === "none" ? null : beginOfInterval(one.span.startTime, interval, zone)} ${group}`,
      span: one.span,
    })),
  );
  const expected = [...Map.groupBy(keyed, ({ key }) => key)].map(([key, ones]) => {
    const spans = ones.map(({ span }) => span);
    return [key, { spans: spans.length, ...sumOf(spans), p95: quantileOf(spans) }] as const;
  });
  const told = rows.map(
    (row) => [`${row.time} ${row.group[by]}`, { spans: row.spans, ...plainly(row), p95: row.latency?.p95 }] as const,
  );
  expect(new Map(told)).toEqual(new Map(expected));
}

function quantileOf(spans: readonly Span[]) {
  const times = spans
    .filter((span) => span.countsTowardTotals && span.durationNanos !== null)
    .map(({ durationNanos }) => BigInt(durationNanos ?? 0));
  if (times.length === 0) return undefined;
  const plain = quantile(times, 0.95);
  return { asymmetricMatch: (told: string) => Math.abs(Number(told) - plain) <= plain * 0.005 + 1 };
}

/** As rollups tell it, and as the entries alone do. */
async function listsAreAlike(project: string, { asked: filter, range, kind }: AskedOf) {
  const { hasError, ...others } = filter;
  const filters = { project, range, ...others, ...(hasError && { hasError: hasError[0] === "true" }) };
  const page = { limit: 100, sort: "calls" };
  expect(await listEntities(at.store, kind, filters, page)).toEqual(
    await listEntities(withoutRollups, kind, filters, page),
  );
  const bounds = [range.from, (range.from / hour + 24n) * hour, (range.from / hour + 48n) * hour, range.to];
  if (bounds.every((bound, place) => place === 0 || bound >= (bounds[place - 1] ?? 0n)))
    expect(new Set(await readPieces(at.store, filters, bounds))).toEqual(
      new Set(await readPieces(withoutRollups, filters, bounds)),
    );
}

/** Tells that nothing was ever rolled up. */
const withoutRollups: Store = new Proxy({} as Store, {
  get: (_, name: keyof Store) =>
    name === "query"
      ? (question: Question) =>
          question.text.includes("max(through)") ? Promise.resolve([{ told: "0" }]) : at.store.query(question)
      : at.store[name],
});

const noon = BigInt(Date.parse("2026-03-02T12:00:00Z")) * 1_000_000n;
const call = (index: number, start: bigint, tokens: number, model = "gpt-4o") => ({
  traceId: (index + 1).toString(16).padStart(32, "0"),
  spanId: (index + 1).toString(16).padStart(16, "0"),
  name: "chat",
  start,
  end: start + 1_000_000_000n,
  attributes: {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": model,
    "gen_ai.usage.input_tokens": tokens,
    "gen_ai.usage.output_tokens": 1,
  },
});
const sendCalls = (project: string, items: readonly ReturnType<typeof call>[]) =>
  at.send("traces", tracesRequest({ resource: { "service.name": "svc" }, items: [...items] }), project);
const ofDay = (project: string) => ({ project, range: { from: noon - 12n * hour, to: noon + 12n * hour } });
const usage = (project: string, range = ofDay(project).range) =>
  readUsage(
    listening,
    { project, range },
    { groupBy: ["model"], interval: "day", zone: zoneNamed("Asia/Kathmandu") ?? fail(), limit: 100 },
  );
const inputs = async (project: string, range = ofDay(project).range) =>
  (await usage(project, range)).reduce((sum, { tokens }) => sum + (tokens?.input ?? 0), 0);
function fail(): never {
  throw new Error("no such zone");
}

/** Whether the last question read rollups, and whether it read entries for their sums. */
function readWhat() {
  const text = asked.at(-1)?.text ?? "";
  return { rollups: text.includes("FROM rollups"), entries: text.includes("FROM ledger") };
}

test("reads rollups where they can be believed and entries where something was written since", async () => {
  const project = "mixed";
  await sendCalls(
    project,
    [0, 1, 2].map((index) => call(index, noon + BigInt(index) * hour, 100)),
  );
  expect([await inputs(project), readWhat().entries]).toEqual([300, true]);
  expect(await roll()).toBeGreaterThan(0);
  expect(await roll()).toBe(0);
  asked = [];
  expect([await inputs(project), readWhat()]).toEqual([300, { rollups: true, entries: false }]);
  await sendCalls(project, [call(1, noon + hour, 100), call(3, noon + hour + 5n, 7)]);
  expect(await Promise.all([inputs(project), inputs(project)])).toEqual([307, 307]);
  expect([await inputs(project), readWhat()]).toEqual([307, { rollups: true, entries: true }]);
  await sendCalls(project, [call(3, noon + 26n * hour, 9)]);
  expect(await inputs(project)).toBe(300);
  await roll();
  expect([await inputs(project), readWhat()]).toEqual([300, { rollups: true, entries: false }]);
  expect(await inputs(project, { from: noon - hour, to: noon + 27n * hour })).toBe(309);
});

test("several that roll up at once make the same sums", async () => {
  const project = "together";
  await sendCalls(
    project,
    Array.from({ length: 40 }, (_, index) => call(100 + index, noon + BigInt(index) * (hour / 7n), 10)),
  );
  await Promise.all([roll(), roll({ ...at.store }), roll({ ...at.store })]);
  expect([await inputs(project), readWhat()]).toEqual([400, { rollups: true, entries: false }]);
});

test("another price is another sum at once", async () => {
  const project = "priced";
  await sendCalls(project, [call(200, noon, 1_000_000), call(201, noon + hour, 1_000_000)]);
  await roll();
  const cost = async () => (await usage(project))[0]?.cost?.total;
  const before = await cost();
  await at.put(`/api/projects/${project}/settings/prices`, {
    prices: [{ model: "gpt-4o", input: 7, output: 0 }],
    aliases: [],
  });
  await at.post(`/api/projects/${project}/reprice`, { from: String(noon - hour), apply: true });
  expect([before, await cost(), readWhat().entries]).toEqual(["5.00002", "14", true]);
  await roll();
  expect([await cost(), readWhat()]).toEqual(["14", { rollups: true, entries: false }]);
});

test("a time with more cells than are kept is read from its entries", async () => {
  const project = "manifold";
  await sendCalls(
    project,
    Array.from({ length: 30 }, (_, index) => call(300 + index, noon + BigInt(index), 1, `model-${index}`)),
  );
  await sendCalls(project, [call(340, noon + 3n * hour, 5)]);
  await rollUp(at.store, { quietSeconds: 0, mostCells: 20 });
  forgetRolledUp(listening);
  expect([await inputs(project), readWhat()]).toEqual([35, { rollups: true, entries: true }]);
});

test("what came of age is in no sum once it was looked after", async () => {
  const project = "old";
  await sendCalls(project, [call(400, noon, 3)]);
  await roll();
  expect(await inputs(project)).toBe(3);
  const [part] = await at.store.query<{ partition: string }>({
    text: "SELECT DISTINCT _partition_id AS partition FROM ledger WHERE project = 'old'",
  });
  await at.store.command({ text: `ALTER TABLE ledger DROP PARTITION ID '${part?.partition}'` });
  await roll();
  expect(await inputs(project)).toBe(0);
  expect(await roll()).toBe(0);
});
