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
  readonly flush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

export class MetricExporter implements PushMetricExporter {
  readonly #options: MetricExporterOptions;

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

  forceFlush(): Promise<void> {
    return this.#options.flush();
  }

  shutdown(): Promise<void> {
    return this.#options.shutdown();
  }

  selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return temporalityOf(this.#options.temporality, type);
  }

  async #send(metrics: ResourceMetrics): Promise<boolean> {
    const { sender, room } = this.#options;
    const { countDataPoints, encodeMetrics } = await import("./encode-metrics.ts");
    if (metrics.resource.asyncAttributesPending) await metrics.resource.waitForAsyncAttributes?.();
    const count = countDataPoints(metrics);
    if (count === 0) return true;
    const bytes = encoded(() => encodeMetrics(metrics));
    if (!bytes) return this.#lose("encoding", count);
    if (!room.take(bytes.length, count)) return this.#lose("queueFull", count);
    return sender.send({ parts: [bytes], count }).finally(() => room.give(bytes.length, count));
  }

  #lose(reason: "queueFull" | "encoding", count: number): false {
    this.#options.losses.dropped[reason] += count;
    this.#options.onLoss(reason);
    return false;
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
