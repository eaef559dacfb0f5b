import { setTimeout as sleep } from "node:timers/promises";

const LONGEST_WAIT_MILLIS = 600_000;

/** Resolves when all that was acknowledged is in the engine and in the summaries; to the milliseconds that took. */
export async function drained(endpoint: string): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < LONGEST_WAIT_MILLIS) {
    if ((await queueBytes(endpoint)) === 0) return performance.now() - begun;
    await sleep(50);
  }
  throw new Error(`the queue was not empty after ${LONGEST_WAIT_MILLIS / 1000} seconds`);
}

async function queueBytes(endpoint: string): Promise<number> {
  const text = await (await fetch(`${endpoint}/metrics`)).text();
  const [, value] = /^spanwise_queue_bytes(?:\{.*\})? (\S+)/m.exec(text) ?? [];
  if (value === undefined) throw new Error("/metrics tells no spanwise_queue_bytes");
  return Number(value);
}
