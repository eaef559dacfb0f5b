import { statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { DiskUsage } from "../metrics.ts";
import { readDisk } from "../store/queries/read-disk.ts";
import type { Store } from "../store/store.ts";

const freshMillis = 60_000;
const longestWaitMillis = 1000;

const unknown: DiskUsage = { bytesByTable: new Map(), freeBytes: undefined };

/**
 * What lies on disk, looked at once a minute at most. An engine that is away is told as no tables; for one that is busy
 * nobody waits longer than a second, and what was known before is told.
 */
export function diskUsage(store: Store, directory: string, now = Date.now): () => Promise<DiskUsage> {
  let last = unknown;
  let looking = Promise.resolve(unknown);
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - lookedAt >= freshMillis) {
      lookedAt = now();
      looking = look(store, directory).then((usage) => {
        last = usage;
        return usage;
      });
    }
    const late = sleep(longestWaitMillis, undefined, { ref: false }).then(() => last);
    return Promise.race([looking, late]);
  };
}

async function look(store: Store, directory: string): Promise<DiskUsage> {
  const [bytesByTable, freeBytes] = await Promise.all([
    readDisk(store).catch(() => unknown.bytesByTable),
    statfs(directory).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => undefined,
    ),
  ]);
  return { bytesByTable, freeBytes };
}
