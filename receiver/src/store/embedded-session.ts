import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseError } from "@clickhouse/client";
import { literal, parameterText } from "./parameter-text.ts";
import { columnsOf, plainStructure } from "./plain-structure.ts";
import { segmentsGlob } from "./segments-glob.ts";
import type { Params, Session } from "./session.ts";
import { withSettings } from "./statement.ts";

/** The engine in this process, over the folder at `path`; rows on their way into it lie in `scratch` meanwhile. */
export async function embeddedSessions(path: string, scratch: string): Promise<() => Session> {
  const { Session: Connection } = await import("chdb");
  let sessions = 0;
  return () => {
    sessions += 1;
    return embeddedSession(new Connection(path), join(scratch, `${sessions}.rows`));
  };
}

/** What is asked of chDB itself: its connection under the client for servers costs as much again as a small statement. */
type Connection = InstanceType<typeof import("chdb").Session>;

function embeddedSession(connection: Connection, file: string): Session {
  /** A statement that failed leaves its first rows behind, in front of the next answer: this takes them away. */
  async function cleanly<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      await ask("SELECT 1").catch(() => undefined);
      throw error;
    }
  }

  const structures = new Map<string, string>();

  async function structureOf(table: string): Promise<string> {
    const known = structures.get(table);
    if (known !== undefined) return known;
    const structure = plainStructure(rowsIn(await ask(columnsOf(table), "JSONEachRow")));
    structures.set(table, structure);
    return structure;
  }

  /** The whole answer. As with a server, an error has the engine's number. */
  async function ask(query: string, format = "Null"): Promise<Buffer> {
    try {
      const bytes = (await connection.queryAsync(query, { format })).bytes();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    } catch (error) {
      throw error instanceof Error ? parseError(error.message) : error;
    }
  }

  /**
   * Parameters stay with this session's connection. Passed beside the statement they would be the whole process's, and
   * chDB would let every question with parameters wait for every other, whatever its lane.
   */
  async function setParams(params: Params): Promise<void> {
    const set = Object.entries(params).filter(([, value]) => value !== undefined);
    if (set.length === 0) return;
    const list = set.map(([name, value]) => `param_${name} = ${literal(parameterText(value))}`);
    const query = `SET ${list.join(", ")}`;
    if (query.length > longestText) await ask("SET max_query_size = 0");
    await ask(query);
  }

  return {
    rows: (query, params) =>
      cleanly(async () => {
        await setParams(params);
        return rowsIn(await ask(query, "JSONEachRow"));
      }),
    columns: (query, params) =>
      cleanly(async () => {
        await setParams(params);
        return ask(query, "Native");
      }),
    run: (query, params) =>
      cleanly(async () => {
        await setParams(params);
        await ask(query);
      }),
    pour: (table, segments, settings) =>
      cleanly(async () => {
        const files = `file(${literal(await segmentsGlob(segments))}, 'RowBinary')`;
        const text = `INSERT INTO ${table} SELECT * FROM ${files} WHERE project != ''`;
        await ask(withSettings(text, settings));
      }),
    insert: (table, rows, settings) =>
      cleanly(async () => {
        await writeFile(file, rows, { mode: 0o600 });
        const from = `file(${literal(file)}, 'RowBinary', ${literal(await structureOf(table))})`;
        const text = `INSERT INTO ${table} SELECT * FROM ${from}`;
        await ask(withSettings(text, settings)).finally(() => rm(file, { force: true }));
      }),
    close: async () => connection.close(),
  };
}

/** A line for each row; within a row the engine writes no line break. */
function rowsIn<Row>(lines: Buffer): Row[] {
  return JSON.parse(`[${lines.toString().trimEnd().replaceAll("\n", ",")}]`);
}

/** In UTF-16 units, each at most three bytes: well under the 256 KiB that the engine reads unless told otherwise. */
const longestText = 64 * 1024;
