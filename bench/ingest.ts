import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { openApi } from "./api.ts";
import { drained } from "./drained.ts";
import type { Compression, Driven } from "./drive.ts";
import { driveApart } from "./drive-apart.ts";
import { workloadNamed } from "./gen.ts";
import type { Limits } from "./limits.ts";
import { probe } from "./probe.ts";
import { quantiles, round } from "./quantiles.ts";
import { timesToQueryable } from "./queryable.ts";
import { type Figure, report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { settledProcess } from "./settled.ts";
import type { Stored } from "./stored.ts";
import { isSound, type Verified, verify } from "./verify.ts";
import type { Size } from "./workloads/workload.ts";

const { values } = parseArgs({
  options: {
    workload: { type: "string", default: "agent" },
    spans: { type: "string" },
    repeats: { type: "string", default: "1" },
    connections: { type: "string", default: "4" },
    compression: { type: "string", default: "none" },
    seed: { type: "string", default: "bench" },
    out: { type: "string" },
    small: { type: "boolean", default: false },
  },
});

const MiB = 2 ** 20;
const isAgent = values.workload === "agent";
const usual = isAgent ? 100_000 : 1_000_000;
const spans = Number(values.spans ?? (values.small ? usual / 100 : usual));
const repeats = values.small ? 1 : Number(values.repeats);
const errand = {
  workload: values.workload,
  connections: Number(values.connections),
  compression: values.compression as Compression,
  pace: { kind: "closed" as const },
};

interface Run {
  readonly maximum: Driven;
  /** Until the last span of the maximum was in the engine and the summaries, not only acknowledged. */
  readonly sustained: number;
  readonly half: Driven;
  readonly cpuSecondsPerMillion: number;
  readonly idleRss: number;
  readonly peakRss: number;
  readonly stored: Stored;
  readonly writtenPerSpan: number;
  readonly queryable: readonly number[];
  readonly verified: Verified;
}

const runs: Run[] = [];
for (let repeat = 0; repeat < repeats; repeat++) runs.push(await run(repeat));
const limits = await apart<Limits>("./limits.ts", { workload: values.workload, size: sizeOf("limit", spans) });
report(
  {
    name: `ingest ${values.workload}, ${spans} spans, ${errand.connections} connections, ${errand.compression}`,
    figures: figures(runs, limits),
    sound: runs.every(({ verified }) => isSound(verified)),
    notes: {
      limits,
      driver: runs.map(({ maximum }) => maximum),
      verified: runs.map(({ verified }) => brief(verified)),
      stored: runs.map(({ stored }) => stored),
    },
  },
  values.out,
);
process.exit(runs.every(({ verified }) => isSound(verified)) ? 0 : 1);

function sizeOf(name: string, count: number): Size {
  return { seed: `${values.seed}/${name}`, spans: count, until: Date.now() };
}

/** Warm-up, then as fast as it goes, then half of that for the latencies, each with spans of its own. */
async function run(repeat: number): Promise<Run> {
  const folder = temporaryFolder();
  const server = await startServer(folder.path);
  try {
    const { endpoint, pid } = server;
    await settledProcess(pid, folder.path);
    const idleRss = probe(pid).rssBytes;
    await driveApart({ ...errand, endpoint, size: sizeOf(`warm-up ${repeat}`, Math.ceil(spans / 10)) });
    await settledProcess(pid, folder.path);
    const before = probe(pid);
    const size = sizeOf(`maximum ${repeat}`, spans);
    const maximum = await driveApart({ ...errand, endpoint, size });
    const backlogSeconds = (await drained(endpoint)) / 1000;
    const sustained = Math.round(spans / (maximum.seconds + backlogSeconds));
    await settledProcess(pid, folder.path);
    const after = probe(pid);
    const pace = { kind: "open" as const, spansPerSecond: sustained / 2 };
    const halfSize = sizeOf(`half ${repeat}`, Math.ceil(spans / 2));
    const [half, queryable] = await Promise.all([
      driveApart({ ...errand, connections: 16, endpoint, pace, size: halfSize }),
      timesToQueryable(endpoint, values.small ? 5 : 40),
    ]);
    const peakRss = probe(pid).peakRssBytes;
    const verified = await verify(openApi(endpoint), workloadNamed(values.workload)(size), size);
    await settledProcess(pid, folder.path);
    await server.stop();
    return {
      maximum,
      sustained,
      half,
      cpuSecondsPerMillion: round(((after.cpuSeconds - before.cpuSeconds) / spans) * 1e6),
      idleRss,
      peakRss,
      stored: await apart<Stored>("./stored.ts", { folder: folder.path }),
      writtenPerSpan: Math.round((after.writtenBytes - before.writtenBytes) / spans),
      queryable,
      verified,
    };
  } finally {
    await server.stop();
    folder.remove();
  }
}

function figures(all: readonly Run[], limit: Limits): Figure[] {
  const of = (name: string, unit: string, value: (run: Run) => number, aim = "", most?: number): Figure => ({
    name,
    unit,
    values: all.map(value),
    aim,
    limit: most,
  });
  const cpuLimit = limit.engineCpuSecondsPerMillionSpans;
  return [
    of("acknowledged", "spans/s", (run) => run.maximum.spansPerSecond),
    of("sustained", "spans/s", (run) => run.sustained, isAgent ? "15,000" : "100,000"),
    of("server CPU per million spans", "s", (run) => run.cpuSecondsPerMillion, "", cpuLimit),
    of("ack p50 at half load", "ms", (run) => run.half.latency.p50, "10"),
    of("ack p99 at half load", "ms", (run) => run.half.latency.p99, "40"),
    of("ack p50 at full load", "ms", (run) => run.maximum.latency.p50),
    of("queryable p50", "ms", (run) => quantiles(run.queryable).p50),
    of("queryable p95", "ms", (run) => quantiles(run.queryable).p95, "1,000"),
    of("idle memory", "MiB", (run) => Math.round(run.idleRss / MiB), "350"),
    of("most memory", "MiB", (run) => Math.round(run.peakRss / MiB), "900"),
    of("on disk", "bytes/span", (run) => Math.round(run.stored.bytes / run.stored.spans), isAgent ? "750" : "90"),
    of("written to disk", "bytes/span", (run) => run.writtenPerSpan),
    of("told to come again", "requests", (run) => run.maximum.overloaded),
  ];
}

function brief({ missing, short, doubled, altered, ...counts }: Verified) {
  return { ...counts, missing: missing.length, short: short.length, doubled: doubled.length, altered: altered.length };
}
