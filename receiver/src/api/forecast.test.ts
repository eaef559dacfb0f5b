import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const now = Temporal.Instant.from("2026-11-21T15:20:00Z").epochNanoseconds;
const hour = 3_600_000_000_000n;

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now, ...(projects && { projects }) })(path);

const calls = 3000;

beforeAll(async () => {
  engine = await testStore();
  // Calls of some hundred days, at times and of costs that a hash decides; of every eleventh nobody knows the cost.
  const text = `
    INSERT INTO ledger (project, trace_id, span_id, start, state, kind, model, agent_name, counts, failed, has_tokens,
      input_tokens, output_tokens, cached_tokens, cost_source, cost, cost_input, price_version, received, retention, version)
    SELECT 'shop', toFixedString(unhex(leftPad(hex(number), 32, '0')), 16),
      toFixedString(unhex(leftPad(hex(number), 16, '0')), 8),
      {now:UInt64} - cityHash64(number) % {reach:UInt64}, 'ended', if(number % 5 = 0, 'tool', 'llm'), 'm',
      concat('agent ', toString(number % 3)), number % 7 != 0, number % 9 = 0, number % 5 != 0 AS told,
      told * (number % 1000), told * (number % 100), told * (number % 50),
      multiIf(number % 5 = 0 OR number % 11 = 0, 'none', number % 4 = 0, 'reported', 'computed') AS source,
      if(source = 'none', toDecimal64(0, 12),
        toDecimal64(concat('0.000', leftPad(toString(cityHash64(number, 1) % 1000000000), 9, '0')), 12)) AS money,
      money, if(source = 'computed', 'p1', ''), now64(3), 30, 2
    FROM numbers({calls:UInt32})`;
  await engine.store.command({ text, params: { now: String(now), reach: String(100n * 24n * hour), calls } });
  const origins = ["shop", "other"].map((project) => ({ project, origin: "0f".repeat(16), received: Date.now() }));
  await insertRows(engine.store, "origins", origins);
  await insertRows(engine.store, "ledger", [
    {
      ...{ project: "other", trace_id: "0b".repeat(16), span_id: "0b".repeat(8), start: now - hour, state: "ended" },
      ...{ kind: "llm", counts: true, cost_source: "none", version: 2n, received: Date.now() },
    },
  ]);
});

afterAll(() => engine.cleanup());

interface Told {
  readonly from: string;
  readonly to: string;
  readonly spent: Record<string, unknown>;
  readonly before: { readonly from: string; readonly to: string; readonly spent: Record<string, unknown> };
}

const asked = fc.record({
  zone: fc.constantFrom("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati"),
  filter: fc.constantFrom("", "&agent=agent%201", "&kind=llm", "&status=error", "&minCost=0.0005", "&agent=nobody"),
});

test("what was spent today, this week and this month is the usage of that time, and so is what it is compared to", async () => {
  await fc.assert(
    fc.asyncProperty(asked, async ({ zone, filter }) => {
      const answer = await ask(`shop/usage/forecast?zone=${zone}${filter}`);
      expect(answer.status).toEqual(200);
      for (const name of ["today", "week", "month"]) {
        const { from, to, spent, before } = answer[name] as Told;
        expect(spent).toEqual(await usageOf(from, to, filter));
        expect(before.spent).toEqual(await usageOf(before.from, before.to, filter));
      }
    }),
    { numRuns: 12 },
  );
});

async function usageOf(from: string, to: string, filter: string) {
  const { items } = await ask(`shop/usage?from=${from}&to=${to}${filter}`);
  const [usage] = items as [Record<string, unknown>?];
  const none = { reported: 0, computed: 0, estimated: 0, unknown: 0 };
  const nothing = { calls: 0, errors: 0, tokens: null, cost: null, costCoverage: none };
  const { calls, errors, tokens, cost, costCoverage } = usage ?? nothing;
  const counted = costCoverage as typeof none;
  const all = Object.values(counted).reduce((sum, count) => sum + count, 0);
  const coverage = all === 0 ? null : (counted.reported + counted.computed) / all;
  return { calls, errors, tokens, cost, costCoverage, coverage };
}

test("the forecast is of the month of the zone, a day each", async () => {
  const { zone, forecast } = (await ask("shop/usage/forecast?zone=europe/berlin")) as {
    zone: string;
    forecast: { days: { date: string; spent: string | null; expected: string | null }[] } & Record<string, unknown>;
  };
  expect(zone).toEqual("Europe/Berlin");
  expect(forecast.from).toEqual(String(Temporal.Instant.from("2026-10-31T23:00:00Z").epochNanoseconds));
  expect(forecast.to).toEqual(String(Temporal.Instant.from("2026-11-30T23:00:00Z").epochNanoseconds));
  expect(forecast.basedOn).toEqual({ days: 56, byWeekday: true });
  expect(forecast.days.length).toEqual(30);
  expect(forecast.days.filter(({ spent }) => spent !== null).length).toEqual(21);
  expect(forecast.days.filter(({ expected }) => expected !== null).length).toEqual(10);
  const [low, expected, high] = [forecast.low, forecast.expected, forecast.high].map(Number);
  expect([Number(forecast.spent), low, expected, high]).toEqual(
    [Number(forecast.spent), low, expected, high].toSorted((one, other) => Number(one) - Number(other)),
  );
});

test("a project of whose calls nobody knows the cost has none, and expects none", async () => {
  const { month, forecast } = await ask("other/usage/forecast");
  expect(month).toMatchObject({ spent: { calls: 1, cost: null, coverage: 0 }, change: { cost: null, share: null } });
  const reason = "nobody knows what the calls of this month cost";
  expect(forecast).toMatchObject({ spent: null, expected: null, low: null, high: null, reason });
});

test("refuses what it does not know, and whom it is not open to", async () => {
  expect(await ask("shop/usage/forecast?zone=Mars/Olympus")).toMatchObject({ status: 400 });
  expect(await ask("shop/usage/forecast?from=5")).toMatchObject({ status: 400 });
  expect(await ask("shop/usage/forecast?groupBy=agent")).toMatchObject({ status: 400 });
  expect(await ask("other/usage/forecast", ["shop"])).toMatchObject({ status: 404 });
});
