import { copyFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestIngest, poured } from "../test-receiver.ts";
import { type TestStore, testStore } from "../test-store.ts";
import { Ledger, traces } from "./ledger.ts";
import { wrongSummaries } from "./recount.ts";

let at: TestStore;

beforeAll(async () => {
  at = await testStore();
});

afterAll(() => at.cleanup());

const away = () => Promise.reject(new Error("the engine is away"));

/** Ways a file is hurt by a disk or a kill, and what is to become of it. */
const hurts: Readonly<Record<string, (path: string, size: number) => Promise<void>>> = {
  "cut at a random place": (path, size) => truncate(path, 1 + Math.floor(Math.random() * (size - 1))),
  "cut in its seal": (path, size) => truncate(path, size - 1 - Math.floor(Math.random() * 20)),
  emptied: (path) => truncate(path, 0),
  "with a zeroed tail": (path, size) => altered(path, (bytes) => bytes.fill(0, Math.floor(Math.random() * size))),
  "with one byte flipped": (path, size) =>
    altered(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(size >> 1) ^ 0x10, size >> 1)),
  "with the number of its rows flipped": (path, size) =>
    altered(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(size - 18) ^ 1, size - 18)),
};

async function altered(path: string, alter: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(path);
  alter(bytes);
  await writeFile(path, bytes);
}

test("a hurt segment is refused whole at the next start, and every other is poured", async () => {
  const directory = join(at.dataDir, "segments");
  const ledger = new Ledger();
  const first = await openTestIngest({ store: { ...at.store, pour: away }, directory });
  const names = Object.keys(hurts);
  for (let count = 1; count <= 2 * names.length; count += 1) {
    const { signal, body, items } = traces(count, 20);
    await first.take({ signal, project: "default", body, source: "test", warnings: [] });
    for (const item of items) ledger.sent.add(item);
    if (count % 2 === 0) for (const item of items) ledger.acknowledged.add(item);
  }
  await first.close(Date.now());
  const files = (await readdir(directory)).sort();
  const odd = files.filter((_, index) => index % 2 === 0);
  for (const [index, name] of names.entries()) {
    const path = join(directory, odd[index] ?? "");
    await hurts[name]?.(path, (await readFile(path)).length);
  }

  const second = await openTestIngest({ store: at.store, directory });
  const { setAside } = second.status();
  await poured(second);
  expect(await ledger.compare(at.store)).toEqual({ lost: [], doubled: [], foreign: [] });
  const stored = await at.store.query({ text: "SELECT count() AS spans FROM spans FINAL" });
  expect(stored).toEqual([{ spans: String(20 * names.length) }]);
  expect(await wrongSummaries(at.store)).toEqual([]);
  expect(setAside).toBe(2);
  expect((await readdir(join(directory, "quarantine"))).length).toBe(2);
  await second.close(Date.now() + 1000);
});

test("a segment that was set aside is poured when it is put back", async () => {
  const directory = join(at.dataDir, "put-back");
  const first = await openTestIngest({ store: { ...at.store, pour: away }, directory });
  const { signal, body } = traces(900, 5);
  await first.take({ signal, project: "back", body, source: "test", warnings: [] });
  await first.close(Date.now());
  const [name = ""] = await readdir(directory);
  const bytes = await readFile(join(directory, name));
  await altered(join(directory, name), (all) => all.writeUInt8(all.readUInt8(9) ^ 1, 9));
  const second = await openTestIngest({ store: at.store, directory });
  expect(second.status()).toEqual({ waitingBytes: 0, failure: undefined, setAside: 1 });
  await second.close(Date.now());

  await writeFile(join(directory, "quarantine", name), bytes);
  await copyFile(join(directory, "quarantine", name), join(directory, name));
  const third = await openTestIngest({ store: at.store, directory });
  await poured(third);
  const text = "SELECT count() AS spans FROM spans FINAL WHERE project = 'back'";
  expect(await at.store.query({ text })).toEqual([{ spans: "5" }]);
  await third.close(Date.now() + 1000);
});
