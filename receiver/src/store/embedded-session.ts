import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ClickHouseClient, type ClickHouseClientConfigOptions, createClient } from "@clickhouse/client";
import { literal, parameterText } from "./parameter-text.ts";
import { columnsOf, plainStructure } from "./plain-structure.ts";
import { segmentsGlob } from "./segments-glob.ts";
import { type Params, type Session, whole } from "./session.ts";
import { withSettings } from "./statement.ts";

/** The engine in this process, over the folder at `path`; rows on their way into it lie in `scratch` meanwhile. */
export async function embeddedSessions(path: string, scratch: string): Promise<() => Session> {
  const { createChdbConnection } = await import("chdb/connection");
  let sessions = 0;
  return () => {
    // The same interface in fact; chDB takes its types from the client's other package.
    const connection = createChdbConnection({ path }) as unknown as ClickHouseClientConfigOptions["connection"];
    sessions += 1;
    return embeddedSession(createClient({ connection }), join(scratch, `${sessions}.rows`));
  };
}

function embeddedSession(client: ClickHouseClient, file: string): Session {
  /** A statement that failed leaves its first rows behind, in front of the next answer: this takes them away. */
  async function cleanly<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      await client.command({ query: "SELECT 1" }).catch(() => undefined);
      throw error;
    }
  }

  const structures = new Map<string, string>();

  async function structureOf(table: string): Promise<string> {
    const known = structures.get(table);
    if (known !== undefined) return known;
    const answer = await client.query({ query: columnsOf(table), format: "JSONEachRow" });
    const structure = plainStructure(await answer.json());
    structures.set(table, structure);
    return structure;
  }

  return {
    rows: (query, params) =>
      cleanly(async () => {
        await setParams(client, params);
        return (await client.query({ query, format: "JSONEachRow" })).json();
      }),
    columns: (query, params) =>
      cleanly(async () => {
        await setParams(client, params);
        const { stream } = await client.exec({ query: `${query} FORMAT Native` });
        return whole(stream);
      }),
    run: (query, params) =>
      cleanly(async () => {
        await setParams(client, params);
        await client.command({ query });
      }),
    pour: (table, segments, settings) =>
      cleanly(async () => {
        const files = `file(${literal(await segmentsGlob(segments))}, 'RowBinary')`;
        const text = `INSERT INTO ${table} SELECT * FROM ${files} WHERE project != ''`;
        await client.command({ query: withSettings(text, settings) });
      }),
    insert: (table, rows, settings) =>
      cleanly(async () => {
        await writeFile(file, rows, { mode: 0o600 });
        const from = `file(${literal(file)}, 'RowBinary', ${literal(await structureOf(table))})`;
        const text = `INSERT INTO ${table} SELECT * FROM ${from}`;
        await client.command({ query: withSettings(text, settings) }).finally(() => rm(file, { force: true }));
      }),
    close: () => client.close(),
  };
}

/** In UTF-16 units, each at most three bytes: well under the 256 KiB that the engine reads unless told otherwise. */
const longestText = 64 * 1024;

/**
 * Parameters stay with this session's connection. Passed as `query_params` they would be the whole process's, and chDB
 * would let every question with parameters wait for every other, whatever its lane.
 */
async function setParams(client: ClickHouseClient, params: Params): Promise<void> {
  const set = Object.entries(params).filter(([, value]) => value !== undefined);
  if (set.length === 0) return;
  const list = set.map(([name, value]) => `param_${name} = ${literal(parameterText(value))}`);
  const query = `SET ${list.join(", ")}`;
  if (query.length > longestText) await client.command({ query: "SET max_query_size = 0" });
  await client.command({ query });
}
