import { settleSessions } from "./settle-sessions.ts";
import { type Reckoner, type SettleOptions, settleTraces } from "./settle-traces.ts";
import type { Store } from "./store.ts";

/** Ids of traces in hex, by project. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>;

/** So many ids travel in one statement. */
const mostIds = 10_000;

/**
 * Makes the ledger's entries and the summaries of these traces, and of the sessions they belong to, anew from the rows that are: whatever came
 * twice, late or in any order, the sums are those of the stored spans. Safe to repeat and to run in several processes:
 * each writes where the spans lie before it looks, so that of two that look at once the later sees everything.
 */
export async function settle(
  store: Store,
  touched: Touched,
  reckoner: Reckoner,
  options: SettleOptions = {},
): Promise<void> {
  for (const [project, ids] of touched) {
    for (const some of slices([...ids], mostIds)) {
      const sessions = await settleTraces(store, project, some, reckoner, options);
      for (const those of slices(sessions, mostIds)) await settleSessions(store, project, those);
    }
  }
}

function slices<T>(list: readonly T[], size: number): (readonly T[])[] {
  const all: (readonly T[])[] = [];
  for (let from = 0; from < list.length; from += size) all.push(list.slice(from, from + size));
  return all;
}
