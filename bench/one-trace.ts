import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { reckoner } from "../receiver/src/commands/reckoner.ts";
import { defaultLimits } from "../receiver/src/ingest/limits.ts";
import { openIngest } from "../receiver/src/ingest/open.ts";
import { openLog } from "../receiver/src/log.ts";
import { plainRules } from "../receiver/src/redaction/rules.ts";
import { migrate } from "../receiver/src/store/migrate.ts";
import { openStore } from "../receiver/src/store/open.ts";
import { settle } from "../receiver/src/store/settle.ts";
import { workloadNamed } from "./gen.ts";
import type { Size } from "./workloads/workload.ts";

export interface OneTraceErrand {
  readonly folder: string;
  readonly workload: string;
  readonly size: Size;
}

/** Fills a folder for a receiver to start on. Settles once at the end: what coming in costs is measured elsewhere. */
export async function fillFolder({ folder, workload, size }: OneTraceErrand): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const store = await openStore({ kind: "embedded", dataDir: folder });
  await migrate(store);
  const touched = new Map<string, Set<string>>();
  const ingest = await openIngest({
    store,
    directory: join(folder, "segments"),
    limits: defaultLimits,
    retentionDays: () => 30,
    redactionOf: () => plainRules,
    settle: async (some) => {
      for (const [project, ids] of some) touched.set(project, new Set([...(touched.get(project) ?? []), ...ids]));
    },
    log: openLog({ level: "silent", format: "json", file: undefined }),
  });
  for (const { body } of workloadNamed(workload)(size))
    await ingest.take({ signal: "traces", project: "default", body, source: "bench", warnings: [] });
  await ingest.close(Date.now() + 600_000);
  await settle(store, touched, reckoner);
  await store.close();
}

if (import.meta.main) {
  await fillFolder(JSON.parse(process.argv[2] ?? "") as OneTraceErrand);
  process.stdout.write("{}\n");
  process.exit(0);
}
