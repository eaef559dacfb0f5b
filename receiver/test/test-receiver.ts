import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answerError } from "../src/answer-error.ts";
import { apiRoutes } from "../src/api/routes.ts";
import type { Receipt } from "../src/ingest/ingest.ts";
import { defaultLimits, type Limits } from "../src/ingest/limits.ts";
import { type OpenIngest, openIngest } from "../src/ingest/open.ts";
import { openLog } from "../src/log.ts";
import type { Signal } from "../src/model/signal.ts";
import type { RetentionDays } from "../src/settings/retention.ts";
import { questionsTo } from "../src/store/questions.ts";
import { settle } from "../src/store/settle.ts";
import type { Store } from "../src/store/store.ts";
import { testStore } from "./test-store.ts";

export interface ReceiverOptions {
  readonly store: Store;
  /** Where acknowledged rows wait. */
  readonly directory: string;
  readonly limits?: Partial<Limits> | undefined;
  readonly now?: (() => number) | undefined;
  readonly retentionDays?: RetentionDays | undefined;
  /** How long a segment rests that the engine refused once, in milliseconds. */
  readonly rest?: number;
}

/** The way in as it is run, over any store. */
export function openTestIngest(options: ReceiverOptions): Promise<OpenIngest> {
  const { store, directory, limits, now, retentionDays = () => 30, rest } = options;
  return openIngest({
    store,
    directory,
    limits: { ...defaultLimits, ...limits },
    retentionDays,
    settle: (touched) => settle(store, touched),
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
  /** Asks the query API, everything open. */
  readonly get: (path: string) => Promise<unknown>;
  readonly cleanup: () => Promise<void>;
}

/** The way in and the way out over one embedded engine. One for each test file. */
export async function testReceiver(
  options: Pick<ReceiverOptions, "limits" | "now" | "retentionDays"> = {},
): Promise<TestReceiver> {
  const { store, dataDir, cleanup } = await testStore();
  const ingest = await openTestIngest({ store, directory: join(dataDir, "segments"), ...options });
  const api = apiRoutes({ questions: questionsTo(store), projectsOf: () => "all" });
  api.onError(answerError(openLog({ level: "silent", format: "json" })));
  return {
    store,
    dataDir,
    ingest,
    send: async (signal, body, project = "default") => {
      const receipt = await ingest.take({ signal, project, body, source: "test", warnings: [] });
      await poured(ingest);
      return receipt;
    },
    get: async (path) => (await api.request(path)).json(),
    cleanup: async () => {
      await ingest.close(Date.now() + 5000);
      await cleanup();
    },
  };
}
