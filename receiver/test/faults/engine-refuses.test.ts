import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Overloaded } from "../../src/errors.ts";
import type { OpenIngest } from "../../src/ingest/open.ts";
import { EngineAway } from "../../src/store/engine-errors.ts";
import type { Store } from "../../src/store/store.ts";
import { openTestIngest } from "../test-receiver.ts";
import { type TestStore, testStore } from "../test-store.ts";
import { expectSound } from "./expect-sound.ts";
import { Ledger, type Load, logs, traces } from "./ledger.ts";
import { missingContents, wrongSummaries } from "./recount.ts";
import { eventually } from "./spanwise.ts";

let at: TestStore;

beforeAll(async () => {
  at = await testStore();
});

afterAll(() => at.cleanup());

async function take(ingest: OpenIngest, ledger: Ledger, load: Load): Promise<void> {
  for (const item of load.items) ledger.sent.add(item);
  const { signal, body } = load;
  await ingest.take({ signal, project: "default", body, source: "test", warnings: [] });
  for (const item of load.items) ledger.acknowledged.add(item);
}

test("an engine that is away costs nothing until the quota, and what waited arrives once", async () => {
  let isAway = true;
  const pour: Store["pour"] = async (table, segments) => {
    if (isAway) throw new EngineAway("away");
    await at.store.pour(table, segments);
    if (Math.random() < 0.3) throw new EngineAway("it was taken, and the answer was lost");
  };
  const directory = join(at.dataDir, "away");
  const limits = { queueBytes: 400_000 };
  const ingest = await openTestIngest({ store: { ...at.store, pour }, directory, limits });
  const ledger = new Ledger();
  let refused: unknown;
  let count = 0;
  while (refused === undefined) {
    count += 1;
    await take(ingest, ledger, traces(count, 20)).catch((error) => (refused = error));
  }
  expect(refused).toEqual(new Overloaded("the engine is behind and the queue on disk is full; send it again", 5));
  expect(ingest.status()).toMatchObject({ failure: "away", setAside: 0 });
  expect(ledger.acknowledged.size).toBeGreaterThan(100);
  isAway = false;
  await eventually(() => ingest.status().waitingBytes === 0);
  await take(ingest, ledger, traces(count, 20));
  await eventually(() => ingest.status().waitingBytes === 0);
  await expectSound(ledger, at.store);
  await ingest.close(Date.now() + 1000);
});

test("an engine that answers and takes nothing, whatever it says, has nothing set aside", async () => {
  let isFull = true;
  const refusals = new Map<string, number>();
  const pour: Store["pour"] = async (table, segments) => {
    if (isFull) {
      const [{ path } = { path: "" }, ...others] = segments;
      if (others.length === 0) refusals.set(path, (refusals.get(path) ?? 0) + 1);
      throw new Error("Code: 9999. something nobody foresaw");
    }
    await at.store.pour(table, segments);
  };
  const directory = join(at.dataDir, "full");
  const ingest = await openTestIngest({ store: { ...at.store, pour }, directory, rest: 1 });
  const ledger = new Ledger();
  for (let count = 2001; count <= 2010; count += 1) await take(ingest, ledger, traces(count, 3));
  await eventually(() => refusals.size === 10 && Math.min(...refusals.values()) > 8);
  expect(ingest.status()).toMatchObject({ failure: "Code: 9999. something nobody foresaw", setAside: 0 });
  isFull = false;
  await eventually(() => ingest.status().waitingBytes === 0);
  expect(ingest.status()).toEqual({ waitingBytes: 0, failure: undefined, setAside: 0 });
  expect((await ledger.compare(at.store)).lost).toEqual([]);
  await ingest.close(Date.now() + 1000);
});

test("a segment the engine refuses is set aside while the others flow, and what comes later stands alone", async () => {
  let poison: string | undefined;
  const pour: Store["pour"] = async (table, segments) => {
    poison ??= segments[0]?.path;
    if (segments.some(({ path }) => path === poison)) throw new Error("Code: 117. Unexpected end of a row");
    await at.store.pour(table, segments);
  };
  const directory = join(at.dataDir, "poison");
  const ingest = await openTestIngest({ store: { ...at.store, pour }, directory, rest: 10 });
  const [refused, ledger] = [new Ledger(), new Ledger()];
  await take(ingest, refused, traces(3000, 7));
  await eventually(() => ingest.status().failure !== undefined);
  await take(ingest, ledger, traces(3001, 7));
  await take(ingest, ledger, logs(3002, 7));
  await eventually(() => ingest.status().setAside === 1);
  expect(await readdir(join(directory, "quarantine"))).toEqual([basename(poison ?? "")]);

  const sameText = traces(3009, 7);
  await take(ingest, ledger, sameText);
  await eventually(() => ingest.status().waitingBytes === 0);
  expect(ingest.status()).toEqual({ waitingBytes: 0, failure: undefined, setAside: 1 });
  expect((await ledger.compare(at.store)).lost).toEqual([]);
  expect((await refused.compare(at.store)).lost).toEqual([...refused.sent]);
  expect(await wrongSummaries(at.store)).toEqual([]);
  expect(await missingContents(at.store)).toEqual([]);
  await ingest.close(Date.now() + 1000);
});
