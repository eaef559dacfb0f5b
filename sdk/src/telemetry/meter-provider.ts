import type { MeterProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";

export interface OwnMeterProvider {
  readonly provider: MeterProvider;
  /** Tells what was recorded so far. Never rejects. */
  flush(): Promise<void>;
  /** Never rejects. */
  shutdown(): Promise<void>;
}

export interface MeterOptions {
  readonly resource: Resource;
  readonly exporter: PushMetricExporter;
  readonly intervalMillis: number;
  readonly timeoutMillis: number;
}

/** OpenTelemetry's metrics are loaded after the start, which they would take longer than all the rest. */
export async function loadMeterProvider(options: MeterOptions): Promise<OwnMeterProvider> {
  const { MeterProvider, PeriodicExportingMetricReader } = await import("@opentelemetry/sdk-metrics");
  const { resource, exporter, intervalMillis, timeoutMillis } = options;
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMillis,
    exportTimeoutMillis: Math.min(intervalMillis, timeoutMillis),
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return {
    provider,
    flush: () => provider.forceFlush().catch(() => {}),
    shutdown: () => provider.shutdown().catch(() => {}),
  };
}
