import { access, constants, mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { embeddedSessions } from "./embedded-session.ts";
import { type Engine, engineStore } from "./engine-store.ts";
import { limitsOfLanes } from "./lanes.ts";
import type { EmbeddedOptions } from "./options.ts";
import { checkFolder } from "./segments-glob.ts";
import type { Lane, Store } from "./store.ts";

/** Blocks of at most so many rows, or a block of spans with long messages would be hundreds of megabytes. */
const pourSettings = {
  max_block_size: 8192,
  min_insert_block_size_rows: 262_144,
  min_insert_block_size_bytes: 67_108_864,
  // Rows that were not merged yet are few, and are looked through.
  exclude_materialize_skip_indexes_on_insert: "said",
};

/** From two letters on the index is asked for the words they are part of; older servers do not know that they can be. */
const partsOfWords = { text_index_like_min_pattern_length: 2, text_index_like_max_postings_to_read: 1000 };

/**
 * How far its threads stand back for others, as Linux counts it: who waits for a page comes before what was acknowledged,
 * and both before a scan. Without the right to set it (CAP_SYS_NICE) the engine leaves it.
 */
const niceness: Readonly<Record<Lane, number>> = { interactive: 0, ingest: 5, heavy: 15 };

/** Throws `DataDirectoryInUse` when another process holds the folder: the engine takes one process at a time. */
export async function openEmbedded({ dataDir, lanes }: EmbeddedOptions): Promise<Store> {
  const folder = resolve(dataDir);
  checkFolder(folder);
  const path = join(folder, "engine");
  await mkdir(path, { recursive: true, mode: 0o700 });
  await access(path, constants.R_OK | constants.W_OK);
  const scratch = join(folder, "scratch");
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const openSession = await embeddedSessions(path, scratch);
  const engine: Engine = {
    kind: "embedded",
    database: "default",
    cluster: undefined,
    openSession,
    laneSettings: (lane) => ({ ...partsOfWords, os_thread_priority: niceness[lane] }),
    pourSettings,
    createDatabase: async () => undefined,
    close: async () => undefined,
  };
  try {
    return engineStore(engine, limitsOfLanes(lanes));
  } catch (error) {
    throw await whyNot(folder, error);
  }
}

export class DataDirectoryInUse extends Error {}

/** The engine only says that it cannot open; the process that holds the folder has left its number there. */
async function whyNot(folder: string, cause: unknown): Promise<Error> {
  const status = await readFile(join(folder, "engine", "status"), "utf8").catch(() => "");
  const holder = Number(/^PID: (\d+)/m.exec(status)?.[1]);
  if (holder !== process.pid && isAlive(holder)) {
    const message = `the data directory ${folder} is in use by another Spanwise; stop it or set SPANWISE_DATA_DIR`;
    return new DataDirectoryInUse(message, { cause });
  }
  const message = `the embedded engine cannot open ${folder}; is its disk full, or does a container share it?`;
  return new Error(message, { cause });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
