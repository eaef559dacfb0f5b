import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../src/store/migrate.ts";
import { openStore } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";

export interface TestStore {
  readonly store: Store;
  /** A folder of the test's own, in which the engine's data lies too. */
  readonly dataDir: string;
  readonly cleanup: () => Promise<void>;
}

/** A migrated embedded store. One for each test file: the engine takes one folder in a process. */
export async function testStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "spanwise-test-"));
  const store = await openStore({ kind: "embedded", dataDir });
  await migrate(store);
  const cleanup = async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { store, dataDir, cleanup };
}
