import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { StepColumns } from "../model/step-columns.ts";
import { type Timing, type TimingOptions, timingOf } from "./timing.ts";

/** So many steps take some tens of milliseconds, less than a thread does. */
const mostHere = 10_000;

/**
 * Tells where the time of a trace went; of a large one in a thread of its own, so that nobody waits for it but who asked,
 * and of one after the other.
 */
export function openTiming(): (steps: StepColumns, options: TimingOptions) => Promise<Timing> {
  let last: Promise<unknown> = Promise.resolve();
  return (steps, options) => {
    if (steps.length <= mostHere) return Promise.resolve(timingOf(steps, options));
    const timing = last.then(() => timingApart(steps, options));
    last = timing.catch(() => undefined);
    return timing;
  };
}

async function timingApart(steps: StepColumns, options: TimingOptions): Promise<Timing> {
  const worker = new Worker(new URL("./timing-thread.ts", import.meta.url), { workerData: { steps, options } });
  try {
    const [timing] = await once(worker, "message");
    return timing;
  } finally {
    await worker.terminate();
  }
}
