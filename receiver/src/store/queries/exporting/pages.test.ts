import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../../test/test-store.ts";
import type { Filters } from "../filters.ts";
import { eachStoredSpan } from "./each-stored-span.ts";
import { stretchesOf } from "./stretches.ts";

const noon = 1_795_262_400_000_000_000n;
const minute = 60_000_000_000n;
const spans = 9000;
const always = { from: 0n, to: 18_446_744_073_709_551_615n };

let engine: TestStore;

/** Some are long, so that pages end by their bytes; each is told twice, in a part of its own. */
const told = (version: number) => `
  INSERT INTO spans (project, trace_id, span_id, start, state, kind, attributes, attribute_types, received, retention, version)
  SELECT 'shop', toFixedString(unhex(hex(sipHash128(intDiv(number, 7)))), 16),
    toFixedString(unhex(leftPad(hex(number + 1), 16, '0')), 8), {noon:UInt64} + number * 20000000, 'ended',
    if(number % 3 = 0, 'llm', 'tool'), map('v', '${version}', 'text', repeat('x', if(number % 5 = 0, 4000, 10))), 'ss',
    now64(3), 30, ${version}
  FROM numbers(${spans})`;

beforeAll(async () => {
  engine = await testStore();
  for (const version of [1, 2]) await engine.store.command({ text: told(version), params: { noon } });
  const text = `
    INSERT INTO spans (project, trace_id, span_id, start, state, received, retention, version)
    SELECT 'crowd', toFixedString(unhex(hex(sipHash128(number))), 16), unhex('00000000000000ab'),
      {noon:UInt64} + if(number < 120000, 0, number) * 1000000, 'ended', now64(3), 30, 1 FROM numbers(250000)`;
  await engine.store.command({ text, params: { noon }, lane: "ingest" });
});

afterAll(() => engine.cleanup());

async function exported(filters: Filters) {
  const found = [];
  for await (const { items } of eachStoredSpan(engine.store, filters)) found.push(...items);
  return found;
}

const numbers = (found: Awaited<ReturnType<typeof exported>>) =>
  found.map(({ spanId }) => Number.parseInt(spanId, 16) - 1).sort((one, other) => one - other);
const upTo = (most: number) => Array.from({ length: most }, (_, at) => at);

test("every span once, as told last, in the order of the minutes", async () => {
  const found = await exported({ project: "shop", range: always });
  expect(numbers(found)).toEqual(upTo(spans));
  expect(new Set(found.map(({ attributes }) => attributes.texts[0]))).toEqual(new Set(["2"]));
  const places = found.map(({ start, traceId, spanId }) => `${start / minute} ${traceId} ${spanId}`);
  expect(places).toEqual(places.toSorted());
});

test("of those asked for, every one once", async () => {
  const third = upTo(spans).filter((at) => at % 3 === 0);
  expect(numbers(await exported({ project: "shop", range: always, kind: ["llm"] }))).toEqual(third);
  const range = { from: noon + 1000n * 20_000_000n, to: noon + 2000n * 20_000_000n };
  const within = upTo(2000).slice(1000);
  expect(numbers(await exported({ project: "shop", range }))).toEqual(within);
  expect(numbers(await exported({ project: "shop", range, kind: ["tool"] }))).toEqual(
    within.filter((at) => at % 3 !== 0),
  );
  expect(await exported({ project: "nobody", range: always })).toEqual([]);
});

test("a crowded minute is looked through by itself, the others together", async () => {
  const stretches = await Array.fromAsync(stretchesOf(engine.store, "spans", "crowd", always));
  expect(stretches).toEqual([
    { from: noon, to: noon + minute },
    { from: noon + 2n * minute, to: noon + 3n * minute },
    { from: noon + 3n * minute, to: noon + 5n * minute },
  ]);
});
