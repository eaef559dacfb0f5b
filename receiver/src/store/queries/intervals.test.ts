import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginOfInterval } from "../../../test/recomputed.ts";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import type { UsageInterval } from "../../model/usage.ts";
import { utc, zoneNamed } from "../../model/zone.ts";
import { endOfTime } from "./conditions.ts";
import { beginOf, intervalIn } from "./intervals.ts";
import { Parameters } from "./parameters.ts";

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

const second = 1_000_000_000n;

/** When the interval begins in which each of these times lies, in Unix seconds. */
async function begins(interval: UsageInterval, name: string, times: readonly number[], from = 0n, to = endOfTime) {
  const zone = zoneNamed(name) ?? utc;
  const add = new Parameters();
  const starts = add.add(
    "Array(UInt64)",
    times.map((time) => BigInt(time) * second),
  );
  const text = `SELECT ${intervalIn(interval, zone, { from, to }, add)} AS told FROM (SELECT arrayJoin(${starts}) AS start)`;
  const rows = await engine.store.query<{ told: string }>({ text, params: add.values });
  return rows.map(({ told }) => beginOf(interval, Number(told), zone));
}

const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns"];
const intervals = ["minute", "hour", "day", "week", "month"] as const;

test("intervals begin by the clocks of the zone, whatever they were set to", async () => {
  const times = fc.array(fc.integer({ min: 40 * 86_400, max: 4_000_000_000 }), { minLength: 20, maxLength: 60 });
  const asked = fc.record({ zone: fc.constantFrom(...zones), interval: fc.constantFrom(...intervals), times });
  await fc.assert(
    fc.asyncProperty(asked, async ({ zone, interval, times }) => {
      const expected = times.map((time) =>
        Number(BigInt(beginOfInterval(String(BigInt(time) * second), interval, zone)) / second),
      );
      expect(await begins(interval, zone, times)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

const at = (...times: readonly string[]) => times.map((time) => Date.parse(time) / 1000);

test.each([
  [
    "an hour that comes twice is two",
    "hour",
    "Europe/Berlin",
    ["2026-10-25T00:10Z", "2026-10-25T01:10Z"],
    ["2026-10-25T00:00Z", "2026-10-25T01:00Z"],
  ],
  ["a day may begin at one", "day", "America/Sao_Paulo", ["2018-11-04T15:00Z"], ["2018-11-04T03:00Z"]],
  ["a day that never was is in no week's way", "week", "Pacific/Apia", ["2011-12-31T12:00Z"], ["2011-12-26T10:00Z"]],
  [
    "clocks set by half an hour begin an hour",
    "hour",
    "Australia/Lord_Howe",
    ["2026-04-04T15:10Z", "2026-04-04T14:50Z"],
    ["2026-04-04T15:00Z", "2026-04-04T14:00Z"],
  ],
  ["the first week of all begins with all", "week", "America/New_York", ["1970-01-01T02:00Z"], ["1970-01-01T00:00Z"]],
] as [string, UsageInterval, string, string[], string[]][])("%s", async (_, interval, zone, times, expected) => {
  expect(await begins(interval, zone, at(...times))).toEqual(at(...expected));
});

test("a range of one time and a range of many tell the same", async () => {
  const [time = 0] = at("2026-07-01T12:34:56Z");
  const near = [BigInt(time) * second, BigInt(time + 1) * second] as const;
  for (const interval of intervals)
    expect(await begins(interval, "Europe/Berlin", [time], ...near)).toEqual(
      await begins(interval, "Europe/Berlin", [time]),
    );
});
