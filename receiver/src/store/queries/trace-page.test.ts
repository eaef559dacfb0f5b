import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { readTracePage } from "./trace-page.ts";

const noon = 1_795_262_400_000_000_000n;
const minute = 60_000_000_000n;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const extent = { from: noon, to: noon + 600n * minute };

let engine: TestStore;

/** Crowds, ties and long silences. */
const starts = [0, 0, 0, 1, 1, 5, 5.5, 5.5, 6, 90, 91, 300, 300, 300, 300, 301, 599].map(
  (minutes) => noon + BigInt(Math.round(minutes * 60)) * 1_000_000_000n,
);
const row = (number: number, start: bigint, version: bigint) => ({
  ...{ project: "shop", trace_id: hex(1, 32), span_id: hex(number, 16), name: `at ${version}`, state: "ended" },
  ...{ start, duration: 7n, status: "ok", kind: "span", version, received: Number(noon / 1_000_000n) },
});

beforeAll(async () => {
  engine = await testStore();
  await insertRows(
    engine.store,
    "spans",
    starts.map((start, at) => row(at + 1, start, 5n)),
  );
  // Older tellings of other minutes, before and behind.
  await insertRows(engine.store, "spans", [row(6, noon, 2n), row(10, noon + 400n * minute, 2n)]);
});

afterAll(() => engine.cleanup());

test.each([1, 2, 3, 7, 16, 17, 50])("tells each span once and in order, %i at a time", async (limit) => {
  const told: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { project: "shop", traceId: hex(1, 32), limit, extent, ...(cursor && { cursor }) };
    const page = await readTracePage(engine.store, query);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    told.push(...page.rows.map(({ span, name }) => `${span} ${name}`));
    cursor = page.nextCursor;
  }
  expect(told).toEqual(starts.map((_, at) => `${hex(at + 1, 16)} at 5`));
});
