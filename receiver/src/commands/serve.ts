import { join } from "node:path";
import { joinApp } from "../app.ts";
import { openAccess } from "../auth/access.ts";
import type { Config } from "../config.ts";
import { type DataDirectory, holdDataDirectory } from "../data-directory.ts";
import { type Gate, openGate } from "../gate.ts";
import { type OpenIngest, openIngest } from "../ingest/open.ts";
import { type HttpDoor, listenHttp } from "../listen.ts";
import type { Logger } from "../log.ts";
import { settle } from "../store/settle.ts";
import type { Store } from "../store/store.ts";
import { readUiFiles, type UiFiles } from "../ui-files.ts";
import { uiFolder } from "../ui-folder.ts";
import { keepTables, openEngine } from "./engine.ts";

export interface Running {
  readonly port: number;
  readonly grpcPort: number;
  readonly uiBuilt: boolean;
  /** Refuses what comes from now on, finishes what was accepted, and lets everything go within ten seconds. */
  close(): Promise<void>;
}

/** Opens everything, from the disk outwards: a door is opened when all behind it stands. Throws `StartProblem`. */
export async function serve(config: Config, log: Logger): Promise<Running> {
  const held = holdDataDirectory(config.directory);
  const store = await openEngine(config.store);
  const ended = new AbortController();
  const tables = await keepTables(store, config.store, log, ended.signal);
  const ingest = await openIngest({
    store: tables.store,
    directory: join(config.directory, "segments"),
    limits: config.limits,
    retentionDays: config.retentionDays,
    settle: (touched) => settle(store, touched),
    log,
  });
  const gate = openGate();
  const ui = readUiFiles(uiFolder);
  const http = await openHttp({ config, log, store, ingest, gate, ui });
  return {
    port: http.port,
    grpcPort: config.grpcPort,
    uiBuilt: ui.size > 0,
    close: () => {
      ended.abort();
      return closeAll({ gate, http, ingest, store, held });
    },
  };
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly store: Store;
  readonly ingest: OpenIngest;
  readonly gate: Gate;
  readonly ui: UiFiles;
}

async function openHttp({ config, log, gate, ui }: Parts): Promise<HttpDoor> {
  const access = openAccess({ mode: config.mode, keys: config.keys, origins: config.cors.origins });
  const app = joinApp({ access, rooms: [], ui, gate, log });
  return listenHttp(app, config);
}

interface Open {
  readonly gate: Gate;
  readonly http: HttpDoor;
  readonly ingest: OpenIngest;
  readonly store: Store;
  readonly held: DataDirectory;
}

/** From the doors inwards. What is acknowledged is on disk, so whatever time runs out for is taken up at the next start. */
async function closeAll({ gate, http, ingest, store, held }: Open): Promise<void> {
  const begun = Date.now();
  gate.close();
  await gate.empty(4000);
  await ingest.close(begun + 7000);
  await http.close(begun + 8000);
  await store.close();
  held.release();
}
