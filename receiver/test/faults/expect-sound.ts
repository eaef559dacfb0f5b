import { expect } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Ledger } from "./ledger.ts";
import { missingContents, wrongBooks, wrongSummaries } from "./recount.ts";

/** Everything acknowledged is stored, once, with all it refers to, and every summary is true of it. */
export async function expectSound(ledger: Ledger, store: Store): Promise<void> {
  expect(await ledger.compare(store)).toEqual({ lost: [], doubled: [], foreign: [] });
  expect(await wrongSummaries(store)).toEqual([]);
  expect(await wrongBooks(store)).toEqual([]);
  expect(await missingContents(store)).toEqual([]);
}

/** The same of the data directory of a process that has ended. */
export async function expectSoundIn(directory: string, ledger: Ledger): Promise<void> {
  const store = await openStore({ kind: "embedded", dataDir: directory });
  try {
    await expectSound(ledger, store);
  } finally {
    await store.close();
  }
}
