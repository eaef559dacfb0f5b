import { openStore } from "../receiver/src/store/open.ts";

export interface Stored {
  readonly bytes: number;
  readonly spans: number;
  readonly bytesByTable: Readonly<Record<string, number>>;
}

const PARTS = `SELECT table, sum(bytes_on_disk) AS bytes, sum(rows) AS count
  FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY bytes DESC`;

/**
 * What a stopped receiver's folder holds: the parts in use, all tables and indices. What merges left behind is not
 * counted, as the engine removes it after some minutes.
 */
if (import.meta.main) {
  const { folder } = JSON.parse(process.argv[2] ?? "") as { folder: string };
  const store = await openStore({ kind: "embedded", dataDir: folder });
  const parts = await store.query<{ table: string; bytes: string; count: string }>({ text: PARTS });
  await store.close();
  const stored: Stored = {
    bytes: parts.reduce((sum, { bytes }) => sum + Number(bytes), 0),
    spans: Number(parts.find(({ table }) => table === "spans")?.count ?? 0),
    bytesByTable: Object.fromEntries(parts.map(({ table, bytes }) => [table, Number(bytes)])),
  };
  process.stdout.write(`${JSON.stringify(stored)}\n`);
  process.exit(0);
}
