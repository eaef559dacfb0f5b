import { setTimeout as sleep } from "node:timers/promises";
import { bytesBelow, probe } from "./probe.ts";

const LONGEST_WAIT_MILLIS = 120_000;

/** Resolves when the engine has no merge left to do for a second. */
export async function settledTables(query: (text: string) => Promise<unknown[]>): Promise<void> {
  const patience = performance.now() + LONGEST_WAIT_MILLIS;
  for (let quiet = 0; quiet < 4 && performance.now() < patience; ) {
    const merges = await query("SELECT 1 FROM system.merges");
    quiet = merges.length === 0 ? quiet + 1 : 0;
    await sleep(250);
  }
}

/** Resolves when a process has used next to no processor for two seconds and its folder has stopped changing. */
export async function settledProcess(pid: number, folder: string): Promise<void> {
  const patience = performance.now() + LONGEST_WAIT_MILLIS;
  let [cpu, bytes] = [probe(pid).cpuSeconds, bytesBelow(folder)];
  for (let quiet = 0; quiet < 4 && performance.now() < patience; ) {
    await sleep(500);
    const [nextCpu, nextBytes] = [probe(pid).cpuSeconds, bytesBelow(folder)];
    quiet = nextCpu - cpu < 0.05 && Math.abs(nextBytes - bytes) < 65_536 ? quiet + 1 : 0;
    [cpu, bytes] = [nextCpu, nextBytes];
  }
}
