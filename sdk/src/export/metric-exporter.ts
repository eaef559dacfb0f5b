import { ExportResultCode } from "@opentelemetry/core";
import type {
  AggregationTemporality,
  InstrumentType,
  PushMetricExporter,
  ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { LossCount } from "./losses.ts";
import type { Temporality } from "./pipeline-shape.ts";
import type { Room } from "./room.ts";
import type { Sender } from "./sending.ts";

export interface MetricExporterOptions {
  readonly sender: Sender;
  readonly room: Room;
  readonly losses: LossCount;
  readonly temporality: Temporality;
  readonly onLoss: (reason: "queueFull" | "encoding") => void;
}

export class MetricExporter implements PushMetricExporter {
  readonly #options: MetricExporterOptions;
  #handing: Promise<unknown> = Promise.resolve();

  constructor(options: MetricExporterOptions) {
    this.#options = options;
  }

  /** What is wrong is said and counted where it happens, so that the reader has nothing more to say of it. */
  export(metrics: ResourceMetrics, done: (result: { code: ExportResultCode }) => void): void {
    this.#send(metrics).then(
      (isThere) => done({ code: isThere ? ExportResultCode.SUCCESS : ExportResultCode.FAILED }),
      () => done({ code: ExportResultCode.FAILED }),
    );
  }

  /** Resolves when all that was given is on its way, or lost. Never rejects. */
  async handOver(): Promise<void> {
    await this.#handing;
  }

  async forceFlush(): Promise<void> {
    await this.handOver();
    await this.#options.sender.settled();
  }

  async shutdown(): Promise<void> {
    await this.forceFlush();
    this.#options.sender.stop();
  }

  selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return temporalityOf(this.#options.temporality, type);
  }

  async #send(metrics: ResourceMetrics): Promise<boolean> {
    const handing = this.#encode(metrics);
    this.#handing = Promise.allSettled([this.#handing, handing]);
    const { sent } = await handing;
    return sent;
  }

  async #encode(metrics: ResourceMetrics): Promise<{ readonly sent: boolean | Promise<boolean> }> {
    const { sender, room } = this.#options;
    const { countDataPoints, encodeMetrics } = await import("./encode-metrics.ts");
    if (metrics.resource.asyncAttributesPending) await metrics.resource.waitForAsyncAttributes?.();
    const count = countDataPoints(metrics);
    if (count === 0) return { sent: true };
    const bytes = encoded(() => encodeMetrics(metrics));
    if (!bytes) return this.#lose("encoding", count);
    if (!room.take(bytes.length, count)) return this.#lose("queueFull", count);
    return { sent: sender.send({ parts: [bytes], count }).finally(() => room.give(bytes.length, count)) };
  }

  #lose(reason: "queueFull" | "encoding", count: number): { readonly sent: false } {
    this.#options.losses.dropped[reason] += count;
    this.#options.onLoss(reason);
    return { sent: false };
  }
}

function encoded(encode: () => Buffer): Buffer | undefined {
  try {
    return encode();
  } catch {
    return undefined;
  }
}

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration */
function temporalityOf(temporality: Temporality, type: `${InstrumentType}`): AggregationTemporality {
  const delta = 0 satisfies AggregationTemporality.DELTA;
  const cumulative = 1 satisfies AggregationTemporality.CUMULATIVE;
  if (temporality === "cumulative" || type.endsWith("UP_DOWN_COUNTER")) return cumulative;
  if (temporality === "lowmemory" && type === "OBSERVABLE_COUNTER") return cumulative;
  return delta;
}
