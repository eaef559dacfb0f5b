import { ExportResultCode } from "@opentelemetry/core";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { PushMetricExporter, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { reasonOf } from "../warn.ts";
import { Batches } from "./batches.ts";
import { countDataPoints } from "./encode-metrics.ts";
import { countAll, type LossCount } from "./losses.ts";
import { sayNowAndThen } from "./now-and-then.ts";
import type { Pipeline, PipelineOptions, Signal } from "./pipeline-shape.ts";
import { logsTo, spansTo } from "./processors.ts";
import { within } from "./within.ts";

type StockProtocol = "http/json" | "grpc";
/** Replaced in tests. */
export type Load = (name: string) => Promise<Record<string, new (options: object) => StockExporter>>;

/** What OpenTelemetry's exporters of every signal have in common. */
interface StockExporter {
  export(items: never, done: (result: { readonly code: ExportResultCode; readonly error?: Error }) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

const suffix = { "http/json": "http", grpc: "grpc" } as const;
const className = { traces: "OTLPTraceExporter", logs: "OTLPLogExporter", metrics: "OTLPMetricExporter" } as const;
const words = { traces: "trace", logs: "logs", metrics: "metrics" } as const;

/** By OpenTelemetry's own exporters, which the host has installed beside us; they are loaded when first needed. */
export function createStockPipeline(
  protocol: StockProtocol,
  options: PipelineOptions,
  losses = countAll(),
  load: Load = (name) => import(name),
): Pipeline {
  const exporterOf = (signal: Signal) => new LazyExporter({ protocol, signal, options, load, losses: losses[signal] });
  const [traces, logs, metrics] = [exporterOf("traces"), exporterOf("logs"), exporterOf("metrics")];
  const spans = batchesFor<ReadableSpan>(traces, options, losses.traces);
  const records = batchesFor<ReadableLogRecord>(logs, options, losses.logs);

  async function flush(millis = 10_000) {
    const sent = [spans.flush().then(() => traces.forceFlush()), records.flush().then(() => logs.forceFlush())];
    await within(millis, Promise.all([...sent, metrics.forceFlush()]));
  }
  async function shutdown(millis = 10_000) {
    await flush(millis);
    await within(millis, Promise.all([traces, logs, metrics].map((exporter) => exporter.shutdown())));
  }
  return {
    spanProcessor: spansTo(spans, { flush, shutdown }),
    logProcessor: logsTo(records, { flush, shutdown }),
    metricExporter: metrics as PushMetricExporter,
    losses,
    flush,
    shutdown,
  };
}

function batchesFor<Item>(exporter: LazyExporter, options: PipelineOptions, losses: LossCount): Batches<Item> {
  const { batchItems = 512, intervalMillis = 1000, queueItems = 2048 } = options;
  const send = (items: Item[]) => new Promise<void>((resolve) => exporter.export(items, () => resolve()));
  return new Batches(send, { batchItems, intervalMillis, queueItems }, () => {
    losses.dropped.queueFull += 1;
  });
}

interface LazyOptions {
  readonly protocol: StockProtocol;
  readonly signal: Signal;
  readonly options: PipelineOptions;
  readonly load: Load;
  readonly losses: LossCount;
}

/** An exporter that is found when there is something to export. */
class LazyExporter {
  readonly #options: LazyOptions;
  readonly #say: ReturnType<typeof sayNowAndThen>;
  #found: Promise<StockExporter | undefined> | undefined;

  constructor(options: LazyOptions) {
    this.#options = options;
    this.#say = sayNowAndThen(options.options.warn);
  }

  export(items: unknown, done: (result: { code: ExportResultCode }) => void): void {
    const { losses } = this.#options;
    const count = Array.isArray(items) ? items.length : countDataPoints(items as ResourceMetrics);
    void this.#exporter().then((exporter) => {
      if (!exporter) {
        losses.dropped.unreachable += count;
        return done({ code: ExportResultCode.FAILED });
      }
      exporter.export(items as never, (result) => {
        if (result.code === ExportResultCode.SUCCESS) losses.sent += count;
        else this.#failed(count, result.error);
        done(result);
      });
    });
  }

  async forceFlush(): Promise<void> {
    await (await this.#found)?.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await (await this.#found)?.shutdown();
  }

  #failed(count: number, error: Error | undefined): void {
    const { losses, options } = this.#options;
    losses.dropped.unreachable += count;
    losses.trouble = reasonOf(error ?? "no reason given");
    this.#say("failed", () => `could not send to ${options.endpoint}: ${losses.trouble}`);
  }

  #exporter(): Promise<StockExporter | undefined> {
    this.#found ??= this.#find().catch((error) => {
      const { protocol, losses } = this.#options;
      losses.trouble = `protocol "${protocol}" needs ${this.#packageName()}: ${reasonOf(error)}`;
      this.#say("missing", () => `${losses.trouble}; install it, or leave the protocol out`);
      return undefined;
    });
    return this.#found;
  }

  async #find(): Promise<StockExporter> {
    const { signal, protocol, options, load } = this.#options;
    const Exporter = (await load(this.#packageName()))[className[signal]];
    if (!Exporter) throw new Error(`it has no ${className[signal]}`);
    const url = options.urls?.[signal] ?? (protocol === "grpc" ? options.endpoint : `${options.endpoint}/v1/${signal}`);
    const metadata = protocol === "grpc" ? await grpcMetadata(load, options.headers) : {};
    return new Exporter({
      url,
      headers: { ...options.headers },
      timeoutMillis: options.timeoutMillis ?? 10_000,
      compression: options.compression === "gzip" ? "gzip" : "none",
      ...metadata,
    });
  }

  #packageName(): string {
    const { signal, protocol } = this.#options;
    return `@opentelemetry/exporter-${words[signal]}-otlp-${suffix[protocol]}`;
  }
}

/** Over gRPC headers are metadata, of a class of gRPC's own. */
async function grpcMetadata(load: Load, headers: PipelineOptions["headers"]): Promise<object> {
  if (!headers || Object.keys(headers).length === 0) return {};
  const { Metadata } = (await load("@grpc/grpc-js")) as unknown as {
    readonly Metadata: new () => { set(name: string, value: string): void };
  };
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return { metadata };
}
