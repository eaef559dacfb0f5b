import { detectResources, envDetector } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { exportersFor } from "./exporters.ts";

/** The three signals of a program, set up as the official packages are meant to be. */
export function openTelemetry(protocol: string) {
  const exporters = exportersFor(protocol);
  const resource = detectResources({ detectors: [envDetector] });
  const traces = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: exporters.traces })],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: exporters.logs })],
  });
  const metrics = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter: exporters.metrics, exportIntervalMillis: 60_000 })],
  });
  return {
    tracer: traces.getTracer("e2e"),
    logger: logs.getLogger("e2e"),
    meter: metrics.getMeter("e2e"),
    /** Sends what is left. */
    shutdown: async () => {
      await Promise.all([traces.shutdown(), logs.shutdown(), metrics.shutdown()]);
    },
  };
}
