import { engineStore } from "./engine-store.ts";
import { type LaneSettings, limitsOfLanes } from "./lanes.ts";
import type { ServerOptions } from "./options.ts";
import { onCluster, quotedName } from "./render-migration.ts";
import { serverClient, serverSession } from "./server-session.ts";
import { type Lane, lanes, type Store } from "./store.ts";

const gibibyte = 1024 ** 3;

/** A server has more room than the process we share with the embedded engine, and knows its cores. */
const roomier: LaneSettings = {
  ingest: { concurrency: 2, memoryBytes: 4 * gibibyte, threads: 2 },
  interactive: { concurrency: 8, memoryBytes: 2 * gibibyte, threads: 0 },
  heavy: { concurrency: 2, memoryBytes: 8 * gibibyte, threads: 0 },
};

export function openServer(options: ServerOptions): Store {
  const limits = limitsOfLanes(merged(roomier, options.lanes));
  const clientFor = (lane: Lane) => {
    const { concurrency, seconds } = limits[lane];
    return serverClient(options, options.database, { connections: concurrency, seconds: seconds + 5 });
  };
  const clients = { ingest: clientFor("ingest"), interactive: clientFor("interactive"), heavy: clientFor("heavy") };
  return engineStore(
    {
      kind: "server",
      database: options.database,
      cluster: options.cluster,
      openSession: (lane) => serverSession(clients[lane]),
      laneSettings: (lane) => (options.cluster === undefined ? {} : clusterSettings(lane)),
      pourSettings,
      createDatabase: () => createDatabase(options),
      close: async () => {
        await Promise.all(Object.values(clients).map((client) => client.close()));
      },
    },
    limits,
  );
}

const pourSettings = {
  async_insert: 0,
  max_insert_block_size: 65_536,
  min_insert_block_size_rows: 262_144,
  min_insert_block_size_bytes: 67_108_864,
  // Rows that were not merged yet are few, and are looked through.
  exclude_materialize_skip_indexes_on_insert: "said",
};

/**
 * A subquery sees the rows of every shard. What ingest writes is in its shard when it is answered, and ingest reads
 * from the replica that it writes to, so that a sum computed again counts what came just before.
 */
function clusterSettings(lane: Lane) {
  const everywhere = { distributed_product_mode: "global" };
  if (lane !== "ingest") return everywhere;
  return { ...everywhere, distributed_foreground_insert: 1, load_balancing: "in_order", prefer_localhost_replica: 0 };
}

async function createDatabase(options: ServerOptions): Promise<void> {
  const client = serverClient(options, undefined, { connections: 1, seconds: 60 });
  const query = `CREATE DATABASE IF NOT EXISTS ${quotedName(options.database)}${onCluster(options.cluster)}`;
  await client.command({ query }).finally(() => client.close());
}

function merged(base: LaneSettings, over: LaneSettings = {}): LaneSettings {
  return Object.fromEntries(lanes.map((lane) => [lane, { ...base[lane], ...over[lane] }]));
}
