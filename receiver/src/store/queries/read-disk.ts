import type { Store } from "../store.ts";

/**
 * Bytes on disk by table, all parts: also those that merges replaced and that go within minutes. Of a server or a
 * cluster it is what the node that answers holds.
 */
export async function readDisk(store: Store): Promise<ReadonlyMap<string, number>> {
  const text = `
    SELECT table AS told, sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE database = {database:String}
    GROUP BY told ORDER BY told`;
  const rows = await store.query<{ told: string; bytes: string }>({ text, params: { database: store.database } });
  return new Map(rows.map(({ told, bytes }) => [told, Number(bytes)]));
}
