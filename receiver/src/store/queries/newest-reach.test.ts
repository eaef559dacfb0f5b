import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { findTraces } from "./find-traces.ts";

const noon = 1_795_262_400_000_000_000n;
const halfMinute = 30_000_000_000n;
const count = 1500;

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  const placed = (table: string) => `
    INSERT INTO ${table} SELECT 'shop' AS project, toFixedString(leftPad(toString(number), 16, '0'), 16) AS trace_id,
      toUInt64(${noon}) + number * ${halfMinute} AS start, 30 AS retention, now64(3) AS received`;
  const columns = "project, trace_id, start, retention, received";
  const numbers = `FROM numbers(${count})`;
  await store.command({ text: `${placed(`traces (${columns}, version)`)}, 1 ${numbers}` });
  const said = (of: string) => `map(${periods.map((period) => `'by ${period}', ${of}`).join(", ")})`;
  const spans = `spans (${columns}, version, attributes)`;
  await store.command({
    text: `${placed(spans)}, 1, mapFilter((k, v) -> number % toUInt64(substr(k, 4)) = 0, ${said("'yes'")}) ${numbers}`,
  });
  await store.command({ text: `${placed(spans)}, 2, ${said("'no'")} ${numbers} WHERE number % ${anew} = 0` });
});
afterAll(() => engine.cleanup());

/** In every so many traces the value is said, and in some of those something else was told since. */
const periods = [1, 7, 40, 300];
const anew = 120;

const asked = fc.record({
  said: fc.uniqueArray(fc.constantFrom(...periods), { minLength: 1, maxLength: 2 }),
  limit: fc.integer({ min: 1, max: 4 }),
  from: fc.integer({ min: 0, max: count }),
  pages: fc.integer({ min: 1, max: 3 }),
});

test("finds the newest that say so, however often it is said and whatever was asked for before", async () => {
  await fc.assert(
    fc.asyncProperty(asked, async ({ said, limit, from, pages }) => {
      const range = { from: noon + BigInt(from) * halfMinute, to: noon * 2n };
      const attributes = said.map((period) => ({ key: `by ${period}`, values: ["yes"] }));
      const found: string[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; page < pages && cursor !== null; page += 1) {
        const told = await findTraces(
          engine.store,
          { project: "shop", range, attributes },
          { limit, ...(cursor && { cursor }) },
        );
        found.push(...told.items.map(({ startTime }) => startTime));
        cursor = told.nextCursor;
      }
      const saying = Array.from({ length: count - from }, (_, at) => count - 1 - at).filter(
        (number) => said.every((period) => number % period === 0) && number % anew !== 0,
      );
      const starts = saying.map((number) => String(noon + BigInt(number) * halfMinute));
      expect(found).toEqual(starts.slice(0, limit * pages));
    }),
    { numRuns: 40 },
  );
}, 60_000);
