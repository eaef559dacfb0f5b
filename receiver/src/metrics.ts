import type { IncomingMessage, ServerResponse } from "node:http";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Signal } from "./model/signal.ts";

/** What Spanwise tells of itself. Each call is cheap and never throws. */
export interface Metrics {
  /** An export request was answered, by its status and how long the sender waited. */
  acknowledged(request: { signal: Signal; status: number; bytes: number; millis: number }): void;
  accepted(signal: Signal, items: number): void;
  rejected(signal: Signal, items: number): void;
  /** Items some value of which was cut. */
  cut(signal: Signal, items: number): void;
  /** Secrets that were kept out, and what projects' own rules name. */
  redacted(signal: Signal, secrets: number): void;
  /** Segments went into the engine. */
  inserted(millis: number): void;
  answered(lane: string, millis: number, outcome: "ok" | "failed"): void;
  /** Told each time the metrics are read: bytes on disk that the engine has not taken in yet. */
  observeQueue(bytes: () => number): void;
  /** Told each time the metrics are read: segments that lie apart, for a person to look at. */
  observeSetAside(segments: () => number): void;
  /** Told each time the metrics are read: what the tables and the data directory's disk hold. */
  observeDisk(usage: () => Promise<DiskUsage>): void;
  /** All of them as Prometheus text. */
  text(): Promise<string>;
}

export interface DiskUsage {
  readonly bytesByTable: ReadonlyMap<string, number>;
  /** What is free where the data directory lies; undefined when that cannot be told. */
  readonly freeBytes: number | undefined;
}

const millisBounds = [1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 30_000];

export function openMetrics(): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const meter = new MeterProvider({ readers: [exporter] }).getMeter("spanwise");
  const latency = (name: string, description: string) =>
    meter.createHistogram(name, {
      description,
      unit: "ms",
      advice: { explicitBucketBoundaries: millisBounds },
    });
  const requests = meter.createCounter("spanwise_requests", { description: "Export requests answered" });
  const bytes = meter.createCounter("spanwise_request_bytes", { description: "Bytes of export requests, inflated" });
  const acknowledgement = latency("spanwise_acknowledgement_milliseconds", "Time until an export request was answered");
  const accepted = meter.createCounter("spanwise_accepted", { description: "Items accepted" });
  const rejected = meter.createCounter("spanwise_rejected", { description: "Items refused" });
  const cut = meter.createCounter("spanwise_cut", { description: "Items with a value that was cut" });
  const redacted = meter.createCounter("spanwise_redacted", { description: "Secrets redacted before storage" });
  const insert = latency("spanwise_insert_milliseconds", "Time the engine took for one pour of segments");
  const query = latency("spanwise_query_milliseconds", "Time the engine took for one question, waiting included");
  const queue = meter.createObservableGauge("spanwise_queue_bytes", {
    description: "Bytes acknowledged and not yet in the engine",
  });
  const setAside = meter.createObservableGauge("spanwise_segments_set_aside", {
    description: "Segments in quarantine: the engine refuses them, or they were altered on disk",
  });
  const disk = meter.createObservableGauge("spanwise_disk_bytes", {
    description: "Bytes on disk by table, at most a minute old",
  });
  const free = meter.createObservableGauge("spanwise_disk_free_bytes", {
    description: "Bytes free on the disk of the data directory, at most a minute old",
  });
  return {
    acknowledged: ({ signal, status, bytes: size, millis }) => {
      requests.add(1, { signal, status });
      bytes.add(size, { signal });
      acknowledgement.record(millis, { signal });
    },
    accepted: (signal, items) => accepted.add(items, { signal }),
    rejected: (signal, items) => rejected.add(items, { signal }),
    cut: (signal, items) => cut.add(items, { signal }),
    redacted: (signal, secrets) => redacted.add(secrets, { signal }),
    inserted: (millis) => insert.record(millis),
    answered: (lane, millis, outcome) => query.record(millis, { lane, outcome }),
    observeQueue: (read) => queue.addCallback((result) => result.observe(read())),
    observeSetAside: (read) => setAside.addCallback((result) => result.observe(read())),
    observeDisk: (read) =>
      meter.addBatchObservableCallback(
        async (result) => {
          const { bytesByTable, freeBytes } = await read();
          for (const [table, size] of bytesByTable) result.observe(disk, size, { table });
          if (freeBytes !== undefined) result.observe(free, freeBytes);
        },
        [disk, free],
      ),
    text: () => textOf(exporter),
  };
}

/** The exporter only knows how to answer a Node request, so it is given one that keeps what is written. */
function textOf(exporter: PrometheusExporter): Promise<string> {
  return new Promise((resolve) => {
    const answer = { statusCode: 200, setHeader: () => {}, end: resolve };
    exporter.getMetricsRequestHandler({} as IncomingMessage, answer as unknown as ServerResponse);
  });
}
