import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../src/store/open.ts";
import type { ServerOptions } from "../src/store/options.ts";
import type { Store } from "../src/store/store.ts";
import { startHttpFront } from "./clickhouse-http-front.ts";
import { awayPromises, storePromises } from "./store-promises.ts";

const temporary = () => mkdtemp(join(tmpdir(), "spanwise-store-"));
const dataDir = await temporary();
afterAll(() => rm(dataDir, { recursive: true, force: true }));

storePromises("embedded", async () => ({
  open: () => openStore({ kind: "embedded", dataDir }),
  stop: async () => undefined,
}));

storePromises("over HTTP, compressed", async () => {
  const folder = await temporary();
  const front = await startHttpFront(folder);
  const options = { kind: "server", ...front, database: "spanwise`test", compression: true } as const;
  const stop = async () => {
    await front.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { open: () => openStore(options), stop };
});

const { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user = "default", CLICKHOUSE_PASSWORD: password = "" } = process.env;
if (url) {
  const options: ServerOptions = { kind: "server", url, user, password, database: `spanwise_test_${process.pid}` };
  storePromises("on a server", async () => ({
    open: () => openStore(options),
    stop: async () => {
      const store = await openStore({ ...options, database: "default" });
      await store.command({ text: `DROP DATABASE IF EXISTS ${options.database} SYNC` });
      await store.close();
    },
  }));
}

describe("a server that went", () => {
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    folder = await temporary();
    const front = await startHttpFront(folder);
    store = await openStore({ kind: "server", ...front, database: "default" });
    expect(await store.ping()).toEqual(true);
    await front.kill();
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  awayPromises(() => store);
});

test("a second process is told that the folder is taken", async () => {
  const store = await openStore({ kind: "embedded", dataDir });
  await store.query({ text: "SELECT 1" });
  const open = new URL("../src/store/open.ts", import.meta.url).href;
  const program = `
    const { openStore } = await import(${JSON.stringify(open)});
    await openStore({ kind: "embedded", dataDir: process.argv[1] }).catch((error) => console.log(error.message));
    process.exit();`;
  const second = spawnSync(process.execPath, ["--input-type=module", "-e", program, dataDir], { encoding: "utf8" });
  await store.close();
  expect(second.stdout.trim()).toEqual(
    `the data directory ${dataDir} is in use by another Spanwise; stop it or set SPANWISE_DATA_DIR`,
  );
});

test("a data directory that the engine would read as a pattern is refused", async () => {
  const opened = openStore({ kind: "embedded", dataDir: "/tmp/{a,b}" });
  await expect(opened).rejects.toThrow("may not contain");
});
