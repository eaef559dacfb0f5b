import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EngineAway } from "../src/store/engine-errors.ts";
import { migrate } from "../src/store/migrate.ts";
import type { Store } from "../src/store/store.ts";
import { migrationPromises } from "./migration-promises.ts";
import { pourPromises } from "./pour-promises.ts";
import { questionPromises } from "./question-promises.ts";

export interface Backend {
  /** Another store over the same engine and database. */
  readonly open: () => Promise<Store>;
  readonly stop: () => Promise<void>;
}

/** Complete once the tests run. */
export interface Subject {
  readonly backend: Backend;
  readonly store: Store;
  /** For segments. */
  readonly folder: string;
}

/** What every store promises, whatever the engine. */
export function storePromises(name: string, start: () => Promise<Backend>): void {
  describe(name, () => {
    const subject = {} as Subject;

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), "spanwise-segments-"));
      const backend = await start();
      const store = await backend.open();
      Object.assign(subject, { backend, store, folder });
      await migrate(store);
    });

    afterAll(async () => {
      await subject.store?.close();
      await subject.backend?.stop();
      await rm(subject.folder, { recursive: true, force: true });
    });

    questionPromises(subject);
    pourPromises(subject);
    migrationPromises(subject);

    test("answers a ping", async () => {
      expect(await subject.store.ping()).toEqual(true);
    });

    test("finishes what runs before it closes, and then refuses", async () => {
      const closing = await subject.backend.open();
      const running = closing.query({ text: "SELECT sleep(0.3) AS a" });
      await closing.close();
      expect(await running).toEqual([{ a: 0 }]);
      await expect(closing.query({ text: "SELECT 1" })).rejects.toThrow("the store is closed");
      expect(await closing.ping()).toEqual(false);
    });
  });
}

/** What a store over a server that is not there promises. */
export function awayPromises(store: () => Store): void {
  test("a store whose engine is away says so", async () => {
    expect(await store().ping()).toEqual(false);
    await expect(store().query({ text: "SELECT 1" })).rejects.toThrow(EngineAway);
    await expect(store().command({ text: "TRUNCATE TABLE spans" })).rejects.toThrow(EngineAway);
  });
}
