import { access, constants, mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { embeddedSessions } from "./embedded-session.ts";
import { engineStore } from "./engine-store.ts";
import { limitsOfLanes } from "./lanes.ts";
import type { EmbeddedOptions } from "./open.ts";
import { checkFolder } from "./segments-glob.ts";
import type { Store } from "./store.ts";

/** Blocks of at most so many rows, or a block of spans with long messages would be hundreds of megabytes. */
const pourSettings = {
  max_block_size: 8192,
  min_insert_block_size_rows: 262_144,
  min_insert_block_size_bytes: 67_108_864,
};

export async function openEmbedded({ dataDir, lanes }: EmbeddedOptions): Promise<Store> {
  const folder = resolve(dataDir);
  checkFolder(folder);
  const path = join(folder, "engine");
  await mkdir(path, { recursive: true, mode: 0o700 });
  await access(path, constants.R_OK | constants.W_OK);
  const openSession = await embeddedSessions(path);
  try {
    return engineStore(
      {
        kind: "embedded",
        database: "default",
        cluster: undefined,
        openSession,
        pourSettings,
        createDatabase: async () => undefined,
        close: async () => undefined,
      },
      limitsOfLanes(lanes),
    );
  } catch (error) {
    throw await whyNot(folder, path, error);
  }
}

/** The engine only says that it cannot open; the process that holds the folder has left its number there. */
async function whyNot(folder: string, path: string, cause: unknown): Promise<unknown> {
  const holder = await holderOf(path);
  if (holder === undefined || holder === process.pid) return cause;
  const message = `the data directory ${folder} is in use by another Spanwise; stop it or set SPANWISE_DATA_DIR`;
  return new DataDirectoryInUse(message, { cause });
}

export class DataDirectoryInUse extends Error {}

async function holderOf(path: string): Promise<number | undefined> {
  const status = await readFile(join(path, "status"), "utf8").catch(() => "");
  const found = /^PID: (\d+)/m.exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}
