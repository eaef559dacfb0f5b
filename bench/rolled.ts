import { openEmbedded } from "../receiver/src/store/embedded.ts";
import { rollUp } from "../receiver/src/store/rollups/roll-up.ts";

export interface Rolled {
  /** Times that were added up: quarters of hours, hours and days. */
  readonly times: number;
  readonly cpuSeconds: number;
}

/** Adds up in advance what a folder holds, as the receiver does once it is quiet. */
async function roll(folder: string): Promise<Rolled> {
  const store = await openEmbedded({ kind: "embedded", dataDir: folder });
  const begun = process.cpuUsage();
  const times = await rollUp(store, { quietSeconds: 0 });
  const { user, system } = process.cpuUsage(begun);
  await store.close();
  return { times, cpuSeconds: (user + system) / 1e6 };
}

if (import.meta.main) {
  const { folder } = JSON.parse(process.argv[2] ?? "") as { folder: string };
  process.stdout.write(`${JSON.stringify(await roll(folder))}\n`);
  process.exit(0);
}
