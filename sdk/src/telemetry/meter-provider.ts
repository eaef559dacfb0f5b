import type { MeterProvider as AnyMeterProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { Meters } from "../metrics.ts";
import { scope, version } from "../version.ts";
import { createMeters } from "./create-meters.ts";

export interface OwnMeterProvider {
  readonly provider: AnyMeterProvider;
  readonly meters: Meters;
  /** Resolves when what was recorded so far is with the exporter, on its way. Never rejects. */
  handOver(): Promise<void>;
  /** Tells nothing any more. Never rejects. */
  stop(): Promise<void>;
}

export interface MeterOptions {
  readonly resource: Resource;
  readonly exporter: PushMetricExporter;
  readonly intervalMillis: number;
  readonly timeoutMillis: number;
}

/** To be loaded after the start, which it would take longer than all the rest. */
export function createMeterProvider(options: MeterOptions): OwnMeterProvider {
  const { resource, intervalMillis, timeoutMillis } = options;
  const exporter = new HandingExporter(options.exporter);
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMillis,
    exportTimeoutMillis: Math.min(intervalMillis, timeoutMillis),
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return {
    provider,
    meters: createMeters(provider.getMeter(scope, version)),
    handOver: () => provider.forceFlush().catch(() => {}),
    async stop() {
      exporter.isOver = true;
      await provider.shutdown().catch(() => {});
    },
  };
}

/**
 * Hands over and waits for nothing: how long it takes, and what is lost, is the pipeline's to know. The reader would hold
 * the process until an answer came.
 */
class HandingExporter implements PushMetricExporter {
  isOver = false;
  readonly #exporter: PushMetricExporter;

  constructor(exporter: PushMetricExporter) {
    this.#exporter = exporter;
  }

  export(...[metrics, done]: Parameters<PushMetricExporter["export"]>): void {
    if (!this.isOver) this.#exporter.export(metrics, () => {});
    done({ code: 0 });
  }

  selectAggregationTemporality(...[type]: Parameters<Required<PushMetricExporter>["selectAggregationTemporality"]>) {
    const cumulative = 1;
    return this.#exporter.selectAggregationTemporality?.(type) ?? cumulative;
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
