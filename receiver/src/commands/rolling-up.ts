import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import { EngineAway } from "../store/engine-errors.ts";
import { rollUp } from "../store/rollups/roll-up.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "./engine.ts";

export interface RollingUpOptions {
  readonly store: Store;
  readonly tables: Tables;
  readonly log: Logger;
  readonly ended: AbortSignal;
}

const pause = 60_000;
/** Longer than any insert may take. */
const quietSeconds = 600;
/** Of its time that it works while there is much to add up. */
const percent = 25;
const longestRest = 60_000;

/** Adds up what is quiet, time and again until `ended`. A failure is logged and tried again. */
export async function rollUpTimes({ store, tables, log, ended }: RollingUpOptions): Promise<void> {
  const resting = (millis: number) => sleep(millis, undefined, { signal: ended, ref: false }).catch(() => {});
  while (!ended.aborted) {
    await resting(pause);
    if (!tables.ready || ended.aborted) continue;
    try {
      await rollUp(store, {
        quietSeconds,
        ended,
        rest: (worked) => resting(Math.min((worked * (100 - percent)) / percent, longestRest)),
        isPassing: (error) => error instanceof EngineAway || ended.aborted,
        onFault: (err, time) => log.warn({ err, ...time }, "a time cannot be rolled up; its entries are read instead"),
      });
    } catch (err) {
      if (!ended.aborted) log.warn({ err }, "sums could not be rolled up; they are tried again soon");
    }
  }
}
