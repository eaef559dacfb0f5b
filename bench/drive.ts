import { setTimeout as sleep } from "node:timers/promises";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { workloadNamed } from "./gen.ts";
import { openSender, type Sender } from "./post.ts";
import { type Quantiles, quantiles, round } from "./quantiles.ts";
import type { Load, Size } from "./workloads/workload.ts";

export type Compression = "none" | "gzip" | "zstd";

export interface Drive {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly connections: number;
  readonly compression: Compression;
  /** Closed: each connection sends as soon as it is answered. Open: so many spans a second fall due, answered or not. */
  readonly pace: { readonly kind: "closed" } | { readonly kind: "open"; readonly spansPerSecond: number };
  /** Loads are made while sending rather than before: for more than fits into memory. */
  readonly streamed?: boolean;
}

export interface Driven {
  readonly requests: number;
  readonly spans: number;
  /** As they went over the wire, and before they were compressed. */
  readonly sentBytes: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly spansPerSecond: number;
  /** Requests that were told to come again; their time is in the latencies. */
  readonly overloaded: number;
  /** Milliseconds from when a request was due to when it was acknowledged. */
  readonly latency: Quantiles;
  readonly driverCpuSeconds: number;
}

interface Prepared {
  readonly body: Uint8Array;
  readonly bytes: number;
  readonly spans: number;
}

/** Sends all loads once and resolves when the last one is acknowledged. Throws on any answer but 200 and 503. */
export async function drive(options: Drive, loads: Iterable<Load>): Promise<Driven> {
  const prepared = options.streamed ? prepare(loads, options.compression) : [...prepare(loads, options.compression)];
  const sender = openSender(`${options.endpoint}/v1/traces`, options.connections);
  const tally = { requests: 0, spans: 0, sentBytes: 0, bytes: 0, overloaded: 0, latencies: [] as number[] };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const rest = Iterator.from(prepared);
  let scheduled = 0;
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const due = dueTime(options, start, scheduled);
      scheduled += next.value.spans;
      if (due > performance.now()) await sleep(due - performance.now());
      const begun = options.pace.kind === "open" ? due : performance.now();
      const refused = await sendUntilTaken(sender, next.value, options.compression);
      tally.overloaded += refused;
      tally.latencies.push(performance.now() - begun);
      tally.requests += 1;
      tally.spans += next.value.spans;
      tally.sentBytes += next.value.body.length;
      tally.bytes += next.value.bytes;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
  sender.close();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { latencies, ...counts } = tally;
  return {
    ...counts,
    seconds: round(seconds),
    spansPerSecond: Math.round(tally.spans / seconds),
    latency: quantiles(latencies),
    driverCpuSeconds: round((user + system) / 1e6),
  };
}

/** A late answer delays no later request's due time, so waiting is counted: nothing is omitted. */
function dueTime({ pace }: Drive, start: number, scheduled: number): number {
  return pace.kind === "closed" ? 0 : start + (scheduled / pace.spansPerSecond) * 1000;
}

async function sendUntilTaken(sender: Sender, load: Prepared, compression: Compression): Promise<number> {
  const headers: Record<string, string> = compression === "none" ? {} : { "content-encoding": compression };
  for (let refused = 0; ; refused++) {
    const answer = await sender.post(load.body, headers);
    if (answer.status === 200 && answer.body.length === 0) return refused;
    if (answer.status !== 503) throw new Error(`answered ${answer.status}: ${answer.body.toString("latin1")}`);
    await sleep(answer.retryAfterMillis);
  }
}

function* prepare(loads: Iterable<Load>, compression: Compression): Generator<Prepared> {
  for (const { body, spans } of loads) yield { body: compress(body, compression), bytes: body.length, spans };
}

function compress(body: Uint8Array, compression: Compression): Uint8Array {
  if (compression === "gzip") return gzipSync(body, { level: 1 });
  if (compression === "zstd") return zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  return body;
}

export interface Errand extends Drive {
  readonly workload: string;
  readonly size: Size;
}

/** A process of its own, so that what it costs is not the server's: takes an errand as JSON, prints what became of it. */
if (import.meta.main) {
  const errand = JSON.parse(process.argv[2] ?? "") as Errand;
  const driven = await drive(errand, workloadNamed(errand.workload)(errand.size));
  process.stdout.write(`${JSON.stringify(driven)}\n`);
}
