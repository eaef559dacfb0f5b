import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { type ClickHouseClient, ClickHouseLogLevel, createClient, drainStream } from "@clickhouse/client";
import type { ServerOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { settingsList } from "./statement.ts";
import type { Segment } from "./store.ts";

export interface ServerLimits {
  readonly connections: number;
  /** How long an answer may take to begin, in seconds. */
  readonly seconds: number;
}

/** `database` undefined is the user's own default, for when ours is still to be made. */
export function serverClient(options: ServerOptions, database: string | undefined, limits: ServerLimits) {
  return createClient({
    url: options.url,
    username: options.user,
    password: options.password,
    ...(database === undefined ? {} : { database }),
    application: "spanwise",
    max_open_connections: limits.connections,
    request_timeout: limits.seconds * 1000,
    compression: compressionFor(options),
    // An answer arrives whole or as an error, never half; a long list of parameters travels in the body.
    clickhouse_settings: { wait_end_of_query: 1 },
    use_multipart_params_auto: true,
    log: { level: ClickHouseLogLevel.OFF },
  });
}

function compressionFor({ url, compression = !isNear(url) }: ServerOptions) {
  return compression ? ({ request: { codec: "zstd", level: 1 }, response: { codec: "zstd" } } as const) : {};
}

/** On one machine the bytes are cheaper than the work to make fewer of them. */
function isNear(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

export function serverSession(client: ClickHouseClient): Session {
  return {
    rows: async (query, params) =>
      (await client.query({ query, query_params: { ...params }, format: "JSONEachRow" })).json(),
    columns: async (query, params) => {
      const { stream } = await client.exec({ query: `${query} FORMAT Native`, query_params: { ...params } });
      return Buffer.concat(await Array.fromAsync(stream));
    },
    run: async (query, params) => {
      await client.command({ query, query_params: { ...params } });
    },
    pour: async (table, segments, settings) => {
      const query = `INSERT INTO ${table} SETTINGS ${settingsList(settings)} FORMAT RowBinary`;
      const values = Readable.from(rowsOf(segments), { objectMode: false, highWaterMark: 1024 * 1024 });
      const { stream } = await client.exec({ query, values });
      await drainStream(stream);
    },
    insert: async (table, rows, settings) => {
      const query = `INSERT INTO ${table} SETTINGS ${settingsList(settings)} FORMAT RowBinary`;
      const { stream } = await client.exec({ query, values: Readable.from([rows], { objectMode: false }) });
      await drainStream(stream);
    },
    close: async () => undefined,
  };
}

async function* rowsOf(segments: readonly Segment[]): AsyncGenerator<Buffer> {
  for (const { path, rowBytes } of segments) {
    if (rowBytes > 0) yield* createReadStream(path, { end: rowBytes - 1, highWaterMark: 1024 * 1024 });
  }
}
