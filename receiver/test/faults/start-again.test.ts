import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freshFolder } from "./folder.ts";
import { Ledger } from "./ledger.ts";
import { isReady, spawnSpanwise, startSpanwise } from "./spanwise.ts";

test("a second process on a data directory is refused with a sentence, and takes over at once when the first is killed", {
  timeout: 120_000,
}, async () => {
  const directory = await freshFolder();
  const first = await startSpanwise(directory);
  const second = spawnSpanwise(["start"], { SPANWISE_DATA_DIR: directory });
  expect(await second.ended).toBe(1);
  expect(second.said()).toBe(
    `The data directory ${directory} is in use by another Spanwise; stop that one, or set SPANWISE_DATA_DIR.\n`,
  );
  expect(await isReady(first.http)).toBe(true);
  first.kill("SIGKILL");
  const third = await startSpanwise(directory);
  const ledger = new Ledger();
  expect((await ledger.post(third.http, ledger.next())).status).toBe(200);
});

test("tables that were half made when the process was killed are finished by the next start", {
  timeout: 120_000,
}, async () => {
  const files = (await readdir(new URL("../../../clickhouse/migrations/", import.meta.url))).length;
  const directory = await halfMade(files);
  const running = await startSpanwise(directory);
  const ledger = new Ledger();
  for (let count = 0; count < 5; count += 1) expect((await ledger.post(running.http, ledger.next())).status).toBe(200);
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
  const again = spawnSpanwise(["migrate"], { SPANWISE_DATA_DIR: directory });
  expect(await again.ended).toBe(0);
  expect(again.said()).toBe("The tables are up to date.\n");
});

/** A folder in which making the tables was killed three times, each time further on; another one where a kill came late. */
async function halfMade(files: number): Promise<string> {
  for (;;) {
    const directory = await freshFolder();
    const codes: (number | null)[] = [];
    for (const share of [0.1, 0.4, 0.7]) codes.push(await migrateUntil(directory, share * files));
    expect(codes).not.toContain(1);
    if (!codes.includes(0) && (await tablesIn(directory)) < files) return directory;
  }
}

async function migrateUntil(directory: string, tables: number): Promise<number | null> {
  const { child, ended } = spawnSpanwise(["migrate"], { SPANWISE_DATA_DIR: directory });
  while (child.exitCode === null && (await tablesIn(directory)) < tables) await sleep(1);
  child.kill("SIGKILL");
  return ended;
}

/** The engine keeps a file for each table and view. */
async function tablesIn(directory: string): Promise<number> {
  const names = await readdir(join(directory, "engine", "store"), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(".sql")).length;
}
