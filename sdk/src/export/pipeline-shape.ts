import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Warn } from "../warn.ts";
import type { Losses } from "./losses.ts";
import type { Unsent } from "./sending.ts";

export type Temporality = "cumulative" | "delta" | "lowmemory";
export type Signal = "traces" | "logs" | "metrics";
export type Protocol = "http/protobuf" | "http/json" | "grpc" | "console";

/** "auto" is none to this machine itself, else zstd where Node has it, else gzip. */
export type Compression = "auto" | "zstd" | "gzip" | "none";

export interface PipelineOptions {
  /** Without a path: `/v1/traces` and its like are added. */
  readonly endpoint: string;
  /** Whole addresses, for signals that go elsewhere. */
  readonly urls?: Partial<Readonly<Record<Signal, string>>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: Protocol;
  readonly compression?: Compression;
  /** For one request. Default 10,000. */
  readonly timeoutMillis?: number;
  /** A batch is sent once it is as large, before compression. Default 512 KiB. */
  readonly batchBytes?: number;
  /** A batch is sent at the latest so long after its first item. Default 1,000. */
  readonly intervalMillis?: number;
  /** Most items in a batch. Default: as many as its bytes hold. */
  readonly batchItems?: number;
  /** What may wait in memory, all signals together; beyond it the newest is dropped. Default 32 MiB. */
  readonly queueBytes?: number;
  /** The same in items. Default: as many as its bytes hold. */
  readonly queueItems?: number;
  /** As OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE has it. Default cumulative. */
  readonly temporality?: Temporality;
  readonly warn: Warn;
}

export interface Pipeline {
  readonly spanProcessor: SpanProcessor;
  readonly logProcessor: LogRecordProcessor;
  /** None where the protocol tells no metrics (console). */
  readonly metricExporter: PushMetricExporter | undefined;
  readonly losses: Readonly<Record<Signal, Losses>>;
  /**
   * Resolves when everything recorded so far was sent, or could not be: at the latest after `timeoutMillis` (default
   * 10,000), and sooner when nobody answers for `patienceMillis` (default 1,000). Keeps the process alive meanwhile. Never rejects.
   */
  flush(timeoutMillis?: number, patienceMillis?: number): Promise<void>;
  /**
   * What was recorded and has not arrived, at once and without waiting for anything: for a process that is about to die.
   * Metrics are not among it.
   */
  leave?(): readonly Unsent[];
  /** Flushes, and drops what is left and what comes after; both are counted. Never rejects. */
  shutdown(timeoutMillis?: number): Promise<void>;
}
