import { join } from "node:path";
import { joinApp } from "../app.ts";
import { openAccess } from "../auth/access.ts";
import type { Config } from "../config.ts";
import { type DataDirectory, holdDataDirectory } from "../data-directory.ts";
import { type Gate, openGate } from "../gate.ts";
import { type OpenIngest, openIngest } from "../ingest/open.ts";
import { type HttpDoor, listenHttp } from "../listen.ts";
import type { Logger } from "../log.ts";
import { openMetrics } from "../metrics.ts";
import { settle } from "../store/settle.ts";
import type { Store } from "../store/store.ts";
import { readUiFiles } from "../ui-files.ts";
import { uiFolder } from "../ui-folder.ts";
import { keepTables, openEngine } from "./engine.ts";
import { measuredStore } from "./measured-store.ts";
import { openRooms } from "./rooms.ts";
import { watchAbandoned } from "./watch-abandoned.ts";

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
  const metrics = openMetrics();
  const store = measuredStore(await openEngine(config.store), metrics);
  const ended = new AbortController();
  const tables = await keepTables(store, config.store, log, ended.signal);
  const ingest = await openIngest({
    store: tables.store,
    directory: join(config.directory, "segments"),
    limits: config.limits,
    retentionDays: config.retentionDays,
    settle: (touched) => settle(store, touched),
    log,
    onTaken: ({ signal, accepted, rejected, cuts }) => {
      metrics.accepted(signal, accepted);
      metrics.rejected(signal, rejected);
      metrics.cut(signal, cuts);
    },
  });
  void watchAbandoned({ tables, afterSeconds: config.abandonAfterSeconds, log, ended: ended.signal });
  metrics.observeQueue(() => ingest.status().waitingBytes);
  const gate = openGate();
  const ui = readUiFiles(uiFolder);
  const access = openAccess({ mode: config.mode, keys: config.keys, origins: config.cors.origins });
  const rooms = openRooms({ config, access, store, tables, ingest, metrics });
  const http = await listenHttp(joinApp({ access, rooms, ui, gate, log }), config);
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
