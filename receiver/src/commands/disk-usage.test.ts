import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";
import { diskUsage } from "./disk-usage.ts";

let at: TestStore;

beforeAll(async () => {
  at = await testStore();
});

afterAll(() => at.cleanup());

const content = (hash: number) => ({
  project: "default",
  hash: String(hash).padStart(32, "0"),
  content: "hello",
  received: Date.now(),
});

test("tells each table's bytes and what is free, and looks once a minute", async () => {
  let now = 0;
  const read = diskUsage(at.store, at.dataDir, () => now);
  await insertRows(at.store, "contents", [content(1)]);
  const first = await read();
  expect(first.bytesByTable.get("contents")).toBeGreaterThan(0);
  expect(first.freeBytes).toBeGreaterThan(0);
  await insertRows(at.store, "contents", [content(2)]);
  now = 59_999;
  expect(await read()).toBe(first);
  now = 60_000;
  expect((await read()).bytesByTable.get("contents")).toBeGreaterThan(first.bytesByTable.get("contents") ?? 0);
});

test("tells nothing of what cannot be asked", async () => {
  const away = { ...at.store, query: () => Promise.reject(new Error("away")) };
  expect(await diskUsage(away, "/nowhere/at/all")()).toEqual({ bytesByTable: new Map(), freeBytes: undefined });
});
