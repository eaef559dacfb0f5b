import type { Store } from "../src/store/store.ts";

const tables = ["spans", "ledger", "traces", "sessions", "logs", "points"] as const;

/** By table, each row as text and its hash, in order; without whose it is and when it came in. */
export type StoredRows = Readonly<Record<string, readonly string[]>>;

/** Everything that is stored of each project. */
export async function storedRows(store: Store): Promise<ReadonlyMap<string, StoredRows>> {
  const all = new Map<string, Record<string, string[]>>();
  for (const table of tables) {
    const rows = await store.query<{ project: string; row: string }>({ text: rowsOf(table), lane: "heavy" });
    for (const { project, row } of rows) {
      const stored = all.get(project) ?? {};
      stored[table] = [...(stored[table] ?? []), row];
      all.set(project, stored);
    }
  }
  return all;
}

/** The hash tells apart what is not UTF-8. */
const rowsOf = (table: string) => `
  SELECT project, concat(text, ' ', hex(sipHash128(text))) AS row
  FROM (SELECT project, toString(tuple(* EXCEPT (project, received, version, digest))) AS text FROM ${table} FINAL)
  ORDER BY project, text`;
