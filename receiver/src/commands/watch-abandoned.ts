import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import { markAbandoned } from "../store/mark-abandoned.ts";
import { settle } from "../store/settle.ts";
import { closeSessions } from "../store/settle-told.ts";
import type { Reckoner } from "../store/settle-traces.ts";
import type { Tables } from "./engine.ts";

export interface Watch {
  readonly tables: Tables;
  readonly reckoner: Reckoner;
  readonly afterSeconds: number;
  readonly log: Logger;
  readonly ended: AbortSignal;
}

/** Marks running spans whose process fell silent, time and again until `ended`. A failure is logged and tried again. */
export async function watchAbandoned(watch: Watch): Promise<void> {
  const pause = Math.min(60, watch.afterSeconds / 4) * 1000;
  while (!watch.ended.aborted) {
    await sleep(pause, undefined, { signal: watch.ended, ref: false }).catch(() => {});
    if (watch.tables.ready && !watch.ended.aborted) await markOnce(watch);
  }
}

async function markOnce({ tables: { store }, reckoner, afterSeconds, log }: Watch): Promise<void> {
  try {
    await settle(store, await markAbandoned(store, afterSeconds), reckoner);
    await closeSessions(store, afterSeconds);
  } catch (error) {
    log.warn({ err: error }, "abandoned spans could not be looked for; the next look is soon");
  }
}
