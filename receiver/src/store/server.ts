import { engineStore } from "./engine-store.ts";
import { type LaneSettings, limitsOfLanes } from "./lanes.ts";
import type { ServerOptions } from "./open.ts";
import { onCluster, quotedName } from "./render-migration.ts";
import { serverClient, serverSession } from "./server-session.ts";
import { lanes, type Store } from "./store.ts";

/** A server has more room than the process we share with the embedded engine. */
const roomier: LaneSettings = {
  ingest: { concurrency: 2 },
  interactive: { concurrency: 8 },
  heavy: { concurrency: 2 },
};

export function openServer(options: ServerOptions): Store {
  const limits = limitsOfLanes(merged(roomier, options.lanes));
  const connections = lanes.reduce((sum, lane) => sum + limits[lane].concurrency, 0);
  const seconds = Math.max(...lanes.map((lane) => limits[lane].seconds)) + 10;
  const client = serverClient(options, options.database, { connections, seconds });
  return engineStore(
    {
      kind: "server",
      database: options.database,
      cluster: options.cluster,
      openSession: () => serverSession(client),
      pourSettings: pourSettings(options.cluster),
      createDatabase: () => createDatabase(options),
      close: () => client.close(),
    },
    limits,
  );
}

/** The server answers when the rows are in their tables, on a cluster also those that go to another shard. */
function pourSettings(cluster: string | undefined) {
  const settings = {
    async_insert: 0,
    max_insert_block_size: 65_536,
    min_insert_block_size_rows: 262_144,
    min_insert_block_size_bytes: 67_108_864,
  };
  return cluster === undefined ? settings : { ...settings, distributed_foreground_insert: 1 };
}

async function createDatabase(options: ServerOptions): Promise<void> {
  const client = serverClient(options, undefined, { connections: 1, seconds: 60 });
  const query = `CREATE DATABASE IF NOT EXISTS ${quotedName(options.database)}${onCluster(options.cluster)}`;
  await client.command({ query }).finally(() => client.close());
}

function merged(base: LaneSettings, over: LaneSettings = {}): LaneSettings {
  return Object.fromEntries(lanes.map((lane) => [lane, { ...base[lane], ...over[lane] }]));
}
