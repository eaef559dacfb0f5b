import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Segments, type Waiting } from "../receiver/src/ingest/segments.ts";
import { migrate } from "../receiver/src/store/migrate.ts";
import { openStore } from "../receiver/src/store/open.ts";
import { workloadNamed } from "./gen.ts";
import { round } from "./quantiles.ts";
import { temporaryFolder } from "./server.ts";
import { settledTables } from "./settled.ts";
import { openWalker } from "./walker.ts";
import type { Load, Size } from "./workloads/workload.ts";

export interface Limits {
  /** The walker alone, bytes in and rows out, warmed up; by processor time, so that other work does not count. */
  readonly walkerSpansPerCpuSecond: number;
  readonly walkerMegabytesPerCpuSecond: number;
  /** The engine's own insert of those rows from files, its views and its merges included. */
  readonly engineCpuSecondsPerMillionSpans: number;
  readonly engineInsertSeconds: number;
}

const SEGMENT_BYTES = 8 * 1024 * 1024;

/** What no receiver on this machine can beat with these tables: measured in a process of its own, without a network. */
async function measureLimits(loads: readonly Load[]): Promise<Limits> {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, "segments"));
  const segments = new Segments(join(folder.path, "segments"));
  const walked = await walk(loads, segments);
  const spans = loads.reduce((sum, load) => sum + load.spans, 0);
  const inserted = await insert(folder.path, walked.waiting);
  folder.remove();
  return {
    walkerSpansPerCpuSecond: Math.round(walked.spans / walked.cpuSeconds),
    walkerMegabytesPerCpuSecond: Math.round(walked.bytes / walked.cpuSeconds / 1e6),
    engineCpuSecondsPerMillionSpans: round((inserted.cpuSeconds / spans) * 1e6),
    engineInsertSeconds: round(inserted.seconds),
  };
}

async function walk(loads: readonly Load[], segments: Segments) {
  const walker = openWalker();
  const waiting: Waiting[] = [];
  const measured = { cpuSeconds: 0, spans: 0, bytes: 0 };
  const flush = async () => {
    const rows = walker.batch.spans.written();
    if (rows.length > 0) waiting.push(...(await segments.write([{ table: "spans_in", rows, touched: new Map() }])));
    walker.batch.clear();
  };
  for (const [index, { body, spans }] of loads.entries()) {
    const before = process.threadCpuUsage();
    walker.take(body);
    const { user, system } = process.threadCpuUsage(before);
    if (index >= loads.length / 5) {
      measured.cpuSeconds += (user + system) / 1e6;
      measured.spans += spans;
      measured.bytes += body.length;
    }
    if (walker.batch.size > SEGMENT_BYTES) await flush();
  }
  await flush();
  return { ...measured, waiting };
}

async function insert(dataDir: string, waiting: readonly Waiting[]) {
  const store = await openStore({ kind: "embedded", dataDir });
  await migrate(store);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  for (let from = 0; from < waiting.length; from += 8) await store.pour("spans_in", waiting.slice(from, from + 8));
  const seconds = (performance.now() - begun) / 1000;
  await settledTables((text) => store.query({ text }));
  const { user, system } = process.cpuUsage(cpu);
  await store.close();
  return { cpuSeconds: (user + system) / 1e6, seconds };
}

if (import.meta.main) {
  const { workload, size } = JSON.parse(process.argv[2] ?? "") as { workload: string; size: Size };
  const limits = await measureLimits([...workloadNamed(workload)(size)]);
  process.stdout.write(`${JSON.stringify(limits)}\n`);
  process.exit(0);
}
