import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answerError } from "../src/answer-error.ts";
import { apiRoutes } from "../src/api/routes.ts";
import { withEstimates } from "../src/commands/estimating.ts";
import { findingsOf } from "../src/commands/examining.ts";
import { openHistory } from "../src/commands/history.ts";
import {
  mappingRulesBySettings,
  pricesBySettings,
  projectSettings,
  retentionBySettings,
  rulesBySettings,
} from "../src/commands/project-settings.ts";
import { receiverBySettings } from "../src/commands/receiver-for.ts";
import { openReckoner, reckoner as published } from "../src/commands/reckoner.ts";
import { readConfig } from "../src/config.ts";
import { openControl } from "../src/control/open.ts";
import type { Receipt } from "../src/ingest/ingest.ts";
import { defaultLimits, type Limits } from "../src/ingest/limits.ts";
import { type OpenIngest, openIngest } from "../src/ingest/open.ts";
import { openLive } from "../src/live/live.ts";
import { openLog } from "../src/log.ts";
import type { MappingRule } from "../src/model/mapping-rule.ts";
import type { Signal } from "../src/model/signal.ts";
import { plainRules, type Rules } from "../src/redaction/rules.ts";
import type { RetentionDays } from "../src/settings/retention.ts";
import { questionsTo } from "../src/store/questions.ts";
import { settle, type Touched } from "../src/store/settle.ts";
import { settleHeard } from "../src/store/settle-heard.ts";
import { settleTold } from "../src/store/settle-told.ts";
import type { Reckoner } from "../src/store/settle-traces.ts";
import type { Store } from "../src/store/store.ts";
import { testStore } from "./test-store.ts";

export interface ReceiverOptions {
  readonly store: Store;
  /** Where acknowledged rows wait. */
  readonly directory: string;
  readonly limits?: Partial<Limits> | undefined;
  readonly now?: (() => number) | undefined;
  readonly retentionDays?: RetentionDays | undefined;
  readonly mappingRules?: ((project: string) => readonly MappingRule[]) | undefined;
  readonly reckoner?: Reckoner | undefined;
  readonly redactionOf?: ((project: string) => Rules) | undefined;
  readonly settle?: (touched: Touched) => Promise<void>;
  /** How long a segment rests that the engine refused once, in milliseconds. */
  readonly rest?: number;
}

/** The way in as it is run, over any store. */
export function openTestIngest(options: ReceiverOptions): Promise<OpenIngest> {
  const { store, directory, limits, now, retentionDays = () => 30, redactionOf = () => plainRules, rest } = options;
  const { mappingRules = () => [], reckoner = published } = options;
  const settled = options.settle ?? ((touched) => settle(store, touched, reckoner));
  return openIngest({
    store,
    directory,
    limits: { ...defaultLimits, ...limits },
    retentionDays,
    redactionOf,
    mappingRules,
    settle: settled,
    hear: async (heard) => {
      await settleTold(store, heard);
      await settleHeard(store, heard, reckoner, settled);
    },
    log: openLog({ level: "silent", format: "json" }),
    pause: 0,
    rest,
    ...(now === undefined ? {} : { now }),
  });
}

/** Resolves when the engine has all that was acknowledged; throws when it refuses. */
export async function poured(ingest: OpenIngest): Promise<void> {
  while (ingest.status().waitingBytes > 0) {
    const { failure } = ingest.status();
    if (failure !== undefined) throw new Error(failure);
    await sleep(2);
  }
}

export interface TestReceiver {
  readonly store: Store;
  readonly dataDir: string;
  readonly ingest: OpenIngest;
  /** Sends a request and waits until it can be found. */
  readonly send: (signal: Signal, body: Uint8Array, project?: string) => Promise<Receipt>;
  /** The query API, everything open. */
  readonly api: ReturnType<typeof apiRoutes>;
  /** Asks it. */
  readonly get: (path: string) => Promise<unknown>;
  /** Asks it to do something; throws when it is refused. */
  readonly post: (path: string, body: unknown) => Promise<unknown>;
  /** Sets something of a project, by the API; throws when it is refused. */
  readonly put: (path: string, value: unknown) => Promise<unknown>;
  readonly cleanup: () => Promise<void>;
}

/** The way in and the way out over one embedded engine. One for each test file. */
export async function testReceiver(
  options: Pick<ReceiverOptions, "limits" | "now" | "retentionDays"> = {},
): Promise<TestReceiver> {
  const { store, dataDir, cleanup } = await testStore();
  const control = await openControl(join(dataDir, "control.sqlite"), projectSettings);
  const { settings } = control;
  const redactionOf = rulesBySettings(settings, "on");
  const mappingRules = mappingRulesBySettings(settings);
  const reckoner = withEstimates(openReckoner(pricesBySettings(settings)), store);
  const ingest = await openTestIngest({
    store,
    directory: join(dataDir, "segments"),
    redactionOf,
    mappingRules,
    reckoner,
    ...options,
    retentionDays: retentionBySettings(settings, options.retentionDays ?? (() => 30)),
  });
  const history = openHistory({ store, reckoner, mappingRules, longestText: defaultLimits.nameBytes });
  const findings = findingsOf(store, readConfig({}).findings.thresholds);
  const questions = questionsTo(store);
  const live = openLive({ questions, limits: readConfig({}).live, onFault: (error) => console.error(error) });
  const receiverFor = receiverBySettings(readConfig({}));
  const api = apiRoutes({ questions, settings, history, findings, live, receiverFor, projectsOf: () => "all" });
  api.onError(answerError(openLog({ level: "silent", format: "json" })));
  return {
    store,
    dataDir,
    ingest,
    api,
    send: async (signal, body, project = "default") => {
      const receipt = await ingest.take({ signal, project, body, source: "test", warnings: [] });
      await poured(ingest);
      return receipt;
    },
    get: async (path) => (await api.request(path)).json(),
    post: (path, body) => told(api.request(path, { ...inJson(body), method: "POST" })),
    put: (path, value) => told(api.request(path, { ...inJson(value), method: "PUT" })),
    cleanup: async () => {
      live.close();
      await ingest.close(Date.now() + 5000);
      await control.close();
      await cleanup();
    },
  };
}

const inJson = (body: unknown) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function told(asked: Response | Promise<Response>): Promise<unknown> {
  const answer = await asked;
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
