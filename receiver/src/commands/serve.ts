import { join } from "node:path";
import { joinApp } from "../app.ts";
import { openAccess } from "../auth/access.ts";
import type { Config } from "../config.ts";
import { openControl } from "../control/open.ts";
import { type DataDirectory, holdDataDirectory } from "../data-directory.ts";
import { type Gate, openGate } from "../gate.ts";
import { openBudget } from "../ingest/budget.ts";
import { GrowingTraces } from "../ingest/growing-traces.ts";
import { type RunningGrpc, startGrpc } from "../ingest/grpc.ts";
import { NotedTraces } from "../ingest/noted-traces.ts";
import { type OpenIngest, openIngest } from "../ingest/open.ts";
import { otlpErrorAnswer } from "../ingest/otlp-errors.ts";
import { type HttpDoor, listenHttp, portProblem } from "../listen.ts";
import { type Live, openLive } from "../live/live.ts";
import type { Logger } from "../log.ts";
import { openMetrics } from "../metrics.ts";
import { questionsTo } from "../store/questions.ts";
import { settle } from "../store/settle.ts";
import { settleHeard } from "../store/settle-heard.ts";
import { settleTold } from "../store/settle-told.ts";
import type { Store } from "../store/store.ts";
import { readUiFiles, type UiFiles } from "../ui-files.ts";
import { uiFolder } from "../ui-folder.ts";
import { diskUsage } from "./disk-usage.ts";
import { keepTables, openEngine } from "./engine.ts";
import { withEstimates } from "./estimating.ts";
import { examineTraces } from "./examining.ts";
import { openHistory } from "./history.ts";
import { measuredStore } from "./measured-store.ts";
import {
  mappingRulesBySettings,
  pricesBySettings,
  projectSettings,
  retentionBySettings,
  rulesBySettings,
} from "./project-settings.ts";
import { openReckoner } from "./reckoner.ts";
import { rollUpTimes } from "./rolling-up.ts";
import { openRooms, type RoomParts } from "./rooms.ts";
import { watchAbandoned } from "./watch-abandoned.ts";

export interface Running {
  readonly port: number;
  readonly grpcPort: number;
  readonly uiBuilt: boolean;
  /** Refuses what comes from now on, finishes what was accepted, and lets everything go within ten seconds. */
  close(): Promise<void>;
}

/**
 * Opens everything, from the disk outwards: a door is opened when all behind it stands. `pause` is the least time between
 * two pours, in milliseconds, if it is not to be the usual. Throws `StartProblem`.
 */
export async function serve(config: Config, log: Logger, pause?: number): Promise<Running> {
  const held = holdDataDirectory(config.directory);
  const metrics = openMetrics();
  const store = measuredStore(await openEngine(config.store), metrics);
  const ended = new AbortController();
  const tables = await keepTables(store, config.store, log, ended.signal);
  const control = await openControl(join(config.directory, "control.sqlite"), projectSettings);
  const { settings } = control;
  const mappingRules = mappingRulesBySettings(settings);
  const priced = openReckoner(pricesBySettings(settings));
  const reckoner = config.estimateTokens ? withEstimates(priced, store) : priced;
  const live = openLive({
    questions: questionsTo(store),
    limits: config.live,
    onFault: (err) => log.warn({ err }, "what happens could not be looked for; the next look is soon"),
  });
  const growing = new GrowingTraces({
    settle: async (touched, onSize) => {
      await settle(store, touched, reckoner, { onSize });
      live.changed(touched.keys());
    },
    noted: new NotedTraces(join(config.directory, "unsettled.json")),
    log,
  });
  await growing.start();
  const ingest = await openIngest({
    store: tables.store,
    directory: join(config.directory, "segments"),
    limits: config.limits,
    retentionDays: retentionBySettings(settings, config.retentionDays),
    redactionOf: rulesBySettings(settings, config.contentCapture),
    mappingRules,
    settle: async (touched) => {
      await growing.settle(touched);
      live.changed(touched.keys());
    },
    hear: async (heard) => {
      await settleTold(store, heard);
      await settleHeard(store, heard, reckoner, growing.settle);
      live.changed(heard.keys());
    },
    log,
    pause,
    onTaken: ({ signal, accepted, rejected, cuts, redacted, bytes, millis }) => {
      metrics.acknowledged({ signal, status: 200, bytes, millis });
      metrics.accepted(signal, accepted);
      metrics.rejected(signal, rejected);
      metrics.cut(signal, cuts);
      metrics.redacted(signal, redacted);
    },
  });
  void watchAbandoned({ tables, reckoner, afterSeconds: config.abandonAfterSeconds, log, ended: ended.signal });
  if (config.findings.examine)
    void examineTraces({ store, tables, settings: config.findings, log, ended: ended.signal });
  void rollUpTimes({ store, tables, log, ended: ended.signal });
  metrics.observeQueue(() => ingest.status().waitingBytes);
  metrics.observeSetAside(() => ingest.status().setAside);
  metrics.observeDisk(diskUsage(store, config.directory));
  const gate = openGate();
  const access = openAccess({
    mode: config.mode,
    keys: config.keys,
    metricsKeys: config.metricsKeys,
    origins: config.cors.origins,
  });
  const budget = openBudget(config.limits.inFlightBytes);
  const ui = readUiFiles(uiFolder);
  const history = openHistory({ store, reckoner, mappingRules, longestText: config.limits.nameBytes });
  const parts = { config, access, store, tables, ingest, metrics, settings, history, live, budget, log };
  const { http, grpc } = await openDoors(parts, gate, ui, log);
  return {
    port: http.port,
    grpcPort: grpc.port,
    uiBuilt: ui.size > 0,
    close: () => {
      ended.abort();
      return closeAll({ gate, live, http, grpc, ingest, growing, store, control, held });
    },
  };
}

async function openDoors(parts: RoomParts, gate: Gate, ui: UiFiles, log: Logger) {
  const { config, access } = parts;
  const answerOtlp = otlpErrorAnswer({ prefix: config.otlpPrefix, cors: config.cors });
  const app = joinApp({ access, rooms: openRooms(parts), ui, gate, log, answerOtlp });
  return { http: await listenHttp(app, config), grpc: await listenGrpc(parts, log) };
}

async function listenGrpc({ config, access, ingest, budget }: RoomParts, log: Logger): Promise<RunningGrpc> {
  const { host, grpcPort: port, limits } = config;
  const onFault = (err: unknown) => log.error({ err }, "a call over gRPC failed by a fault of ours");
  try {
    return await startGrpc({ ingest, projectOf: access.projectOf, limits, budget, host, port, onFault });
  } catch (error) {
    throw portProblem(error, "GRPC_PORT", { host, port });
  }
}

interface Open {
  readonly gate: Gate;
  readonly live: Live;
  readonly http: HttpDoor;
  readonly grpc: RunningGrpc;
  readonly ingest: OpenIngest;
  readonly growing: GrowingTraces;
  readonly store: Store;
  readonly control: { close(): Promise<void> };
  readonly held: DataDirectory;
}

/** From the doors inwards. What is acknowledged is on disk, so whatever time runs out for is taken up at the next start. */
async function closeAll({ gate, live, http, grpc, ingest, growing, store, control, held }: Open): Promise<void> {
  const begun = Date.now();
  gate.close();
  live.close();
  await Promise.all([gate.empty(4000), grpc.stop(4000)]);
  await ingest.close(begun + 7000);
  await growing.close();
  await http.close(begun + 8000);
  await store.close();
  await control.close();
  held.release();
}
