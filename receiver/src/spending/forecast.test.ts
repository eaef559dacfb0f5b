import fc from "fast-check";
import { expect, test } from "vitest";
import type { Piece } from "../model/spent.ts";
import { askForecast } from "./forecast.ts";

const nanos = (text: string) => Temporal.Instant.from(text).epochNanoseconds;
const dollar = 1_000_000_000_000n;
const hour = 3_600_000_000_000n;

/** Calls at their times, each of so many pico-dollars; null is a cost nobody knows. */
interface Call {
  readonly at: bigint;
  readonly cost: bigint | null;
}

function ask(now: string, zone: string, calls: readonly Call[]) {
  const { bounds, answer } = askForecast(nanos(now), zone);
  const pieces = bounds.slice(0, -1).flatMap((from, at): Piece[] => {
    const those = calls.filter((call) => call.at >= from && call.at < (bounds[at + 1] ?? from));
    const known = those.flatMap(({ cost }) => cost ?? []);
    if (those.length === 0) return [];
    const cost = {
      input: 0n,
      output: 0n,
      cached: 0n,
      cacheWrite: 0n,
      total: known.reduce((sum, one) => sum + one, 0n),
    };
    const counted = { reported: 0, computed: known.length, estimated: 0, unknown: those.length - known.length };
    return [{ from, calls: those.length, errors: 0, tokens: null, cost, costCoverage: counted, priceVersions: ["p"] }];
  });
  return answer(pieces);
}

/** At noon of each of so many days that end with yesterday, what `of` says of the day. */
function atNoon(today: string, days: number, of: (date: Temporal.PlainDate) => bigint | null): Call[] {
  const first = Temporal.PlainDate.from(today).subtract({ days });
  return Array.from({ length: days }, (_, at) => {
    const date = first.add({ days: at });
    return { at: nanos(`${date}T12:00:00Z`), cost: of(date) };
  });
}

test("days to come cost what the same weekday did, and the rest of today what came after this time of day", () => {
  const weekend = ({ dayOfWeek }: Temporal.PlainDate) => (dayOfWeek > 5 ? 0n : 2n * dollar);
  const calls = atNoon("2026-11-20", 70, weekend);
  const before = ask("2026-11-20T06:00:00Z", "UTC", calls);
  // Of the days before the 20th, 14 are workdays; of those to come with it, 7.
  expect(before).toMatchObject({ expected: 42n * dollar, low: 42n * dollar, high: 42n * dollar, reason: null });
  expect(before.basedOn).toEqual({ days: 56, byWeekday: true });
  expect(before.tiles.month.spent.cost.total).toEqual(28n * dollar);
  expect(before.days.at(19)).toMatchObject({ date: "2026-11-20", expected: 2n * dollar });
  const after = ask("2026-11-20T18:00:00Z", "UTC", calls);
  expect(after.expected).toEqual(40n * dollar);
});

test("with few days their average counts whatever the weekday, without the first, which was not whole", () => {
  const forecast = ask(
    "2026-11-20T00:00:00Z",
    "UTC",
    atNoon("2026-11-20", 5, () => 3n * dollar),
  );
  expect(forecast).toMatchObject({ expected: 48n * dollar, basedOn: { days: 4, byWeekday: false } });
});

test("too little data says so", () => {
  const young = ask(
    "2026-11-20T00:00:00Z",
    "UTC",
    atNoon("2026-11-20", 3, () => dollar),
  );
  expect(young).toMatchObject({
    ...{ expected: null, low: null, high: null, basedOn: { days: 2, byWeekday: false } },
    reason: "2 whole days of known cost lie behind; 3 are needed",
  });
  const unknown = ask(
    "2026-11-20T00:00:00Z",
    "UTC",
    atNoon("2026-11-20", 40, () => null),
  );
  expect(unknown).toMatchObject({ expected: null, reason: "nobody knows what the calls of this month cost" });
  expect(ask("2026-11-20T00:00:00Z", "UTC", [])).toMatchObject({ expected: null, basedOn: { days: 0 } });
});

test("days of which no cost is known are no days without cost", () => {
  const calls = atNoon("2026-11-20", 60, ({ day }) => (day % 2 === 0 ? null : dollar));
  const { expected, basedOn } = ask("2026-11-20T00:00:00Z", "UTC", calls);
  expect([expected, basedOn.days < 32]).toEqual([21n * dollar, true]);
});

const calls = fc.array(
  fc.record({
    at: fc.bigInt({ min: 0n, max: 70n * 24n * hour }),
    cost: fc.option(fc.bigInt({ min: 0n, max: 50n * dollar }), { freq: 8 }),
  }),
  { maxLength: 60 },
);

test("the days of the month are its sum, to the last place, and nothing is expected below what was spent", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
  const moments = fc.bigInt({ min: nanos("2026-01-01T00:00:00Z"), max: nanos("2027-06-01T00:00:00Z") });
  fc.assert(
    fc.property(calls, zones, moments, (given, zone, now) => {
      const told = given.map(({ at, cost }) => ({ at: now - at - 1n, cost }));
      const { tiles, days, expected, low, high } = ask(
        Temporal.Instant.fromEpochNanoseconds(now).toString(),
        zone,
        told,
      );
      for (const { from, to, before, spent, spentBefore } of Object.values(tiles)) {
        expect(spent.cost.total).toEqual(sum(told, from, to));
        expect(spentBefore.cost.total).toEqual(sum(told, before.from, before.to));
      }
      const spent = days.reduce((all, day) => all + (day.spent?.cost.total ?? 0n), 0n);
      expect(spent).toEqual(tiles.month.spent.cost.total);
      if (expected === null || low === null || high === null) return;
      expect(days.reduce((all, day) => all + (day.expected ?? day.spent?.cost.total ?? 0n), 0n)).toEqual(expected);
      expect(spent <= low && low <= expected && expected <= high).toEqual(true);
    }),
    { numRuns: 200 },
  );
});

const sum = (calls: readonly Call[], from: bigint, to: bigint) =>
  calls.filter(({ at }) => at >= from && at < to).reduce((all, { cost }) => all + (cost ?? 0n), 0n);
