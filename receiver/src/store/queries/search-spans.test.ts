import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { QueryTooLarge } from "../engine-errors.ts";
import type { Question, Store } from "../store.ts";
import { endOfTime } from "./conditions.ts";
import { searchSpans } from "./search-spans.ts";

const hour = 3_600_000_000_000n;
const noon = 1_795_262_400_000_000_000n;
const id = (number: number, digits: number) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
  const ago = [0n, 5n, 48n];
  const spans = ago.map((hours, at) => ({
    ...{ project: "shop", trace_id: id(at + 1, 32), span_id: id(at + 1, 16), name: "needle", state: "ended" },
    ...{ start: noon - hours * hour - 1n, received: Number(noon / 1_000_000n), version: 2n },
  }));
  await insertRows(engine.store, "spans", spans);
}, 60_000);
afterAll(() => engine.cleanup());

/** A store for which whatever begins so long ago is too much. */
function slowBeyond(most: bigint): Store {
  const query = async <Row>(question: Question): Promise<Row[]> => {
    const starts = [...question.text.matchAll(/start >= \{(p\d+):UInt64\}/g)].map(([, name]) =>
      BigInt(String(question.params?.[name ?? ""])),
    );
    if (starts.some((start) => noon - start > most)) throw new QueryTooLarge("too much");
    return engine.store.query<Row>(question);
  };
  return { ...engine.store, query };
}

const range = { from: noon - 72n * hour, to: endOfTime };
const search = async (most: bigint, cursor?: string) => {
  const { items, from, isCut } = await searchSpans(
    slowBeyond(most),
    { project: "shop", range, q: ["needle"] },
    { limit: 10, ...(cursor && { cursor }) },
    noon,
  );
  return { found: items.map(({ spanId }) => Number.parseInt(spanId, 16)), hours: (noon - from) / hour, isCut };
};

test("all of the range is looked through where that can be done", async () => {
  expect(await search(100n * hour)).toEqual({ found: [1, 2, 3], hours: 72n, isCut: false });
});

test("else the newest day, else the newest hour, else nothing, and it is said", async () => {
  expect(await search(48n * hour)).toEqual({ found: [1, 2], hours: 24n, isCut: true });
  expect(await search(2n * hour)).toEqual({ found: [1], hours: 1n, isCut: true });
  expect(await search(0n)).toEqual({ found: [], hours: 0n, isCut: true });
});

test("a later page looks where the first did, and says so too", async () => {
  const first = await searchSpans(
    slowBeyond(48n * hour),
    { project: "shop", range, q: ["needle"] },
    { limit: 1 },
    noon,
  );
  expect([first.items.length, first.isCut]).toEqual([1, true]);
  expect(await search(48n * hour, first.nextCursor ?? "")).toEqual({ found: [2], hours: 24n, isCut: true });
});

test("what is wrong is no matter of size", async () => {
  const asked = searchSpans(engine.store, { project: "shop", range, q: ["x"] }, { limit: 1, cursor: "nonsense" }, noon);
  await expect(asked).rejects.toThrow("cursor is not one of ours");
});
