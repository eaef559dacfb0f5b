import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { sayings, tracesThatSay } from "./spans-that-say.ts";

const noon = 1_795_262_400_000_000_000n;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

const telling = fc.record({
  trace: fc.integer({ min: 1, max: 3 }),
  span: fc.integer({ min: 1, max: 2 }),
  minute: fc.nat(1),
  version: fc.bigInt({ min: 1n, max: 1_000_000n }).map((one) => 2n * one),
  step: fc.constantFrom("first", "last"),
  isRemoved: fc.boolean(),
});
type Telling = typeof telling extends fc.Arbitrary<infer Value> ? Value : never;
const tellings = fc.uniqueArray(telling, { minLength: 1, maxLength: 6, selector: ({ version }) => version });

const rowOf = (project: string, { trace, span, minute, version, step, isRemoved }: Telling) => ({
  ...{ project, trace_id: hex(trace, 32), span_id: hex(span, 16), start: noon + BigInt(minute) * 60_000_000_000n },
  ...{ attributes: [["step"], [step]], version, removed: BigInt(isRemoved), received: Number(noon / 1_000_000n) },
});

test("knows what spans say by what was told of them last, whether that lies beside it already or not", async () => {
  const { store } = engine;
  const filter = { key: "step", values: ["first"] };
  let number = 0;
  await fc.assert(
    fc.asyncProperty(tellings, tellings, async (merged, apart) => {
      number += 1;
      const project = `p${number}`;
      const insert = (some: readonly Telling[]) =>
        insertRows(
          store,
          "spans",
          some.map((one) => rowOf(project, one)),
        );
      await insert(merged);
      await store.command({ text: "OPTIMIZE TABLE spans FINAL" });
      const later = apart.map((one) => ({ ...one, version: one.version + 1n }));
      await insert(later);
      const inOrder = [...merged, ...later].toSorted((one, other) => Number(one.version - other.version));
      const newest = new Map(inOrder.map((one) => [`${one.minute} ${one.trace} ${one.span}`, one]));
      const saying = [...newest.values()].filter(({ step, isRemoved }) => step === "first" && !isRemoved);
      const told = await sayings(store, {
        project,
        range: { from: noon, to: noon * 2n },
        attribute: filter,
        most: 100,
      });
      const traces = await tracesThatSay(store, project, filter, told ?? []);
      expect(traces).toEqual(new Set(saying.map(({ trace }) => hex(trace, 32))));
    }),
    { numRuns: 15 },
  );
}, 60_000);
