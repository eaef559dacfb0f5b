import { OTLPLogExporter as LogsGrpc } from "@opentelemetry/exporter-logs-otlp-grpc";
import { OTLPLogExporter as LogsJson } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as LogsProtobuf } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter as MetricsGrpc } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { OTLPMetricExporter as MetricsJson } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as MetricsProtobuf } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as TracesGrpc } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as TracesJson } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as TracesProtobuf } from "@opentelemetry/exporter-trace-otlp-proto";

/** By the names that OTEL_EXPORTER_OTLP_PROTOCOL has for them. Where they send, they read from the environment. */
const exporters = {
  grpc: () => ({ traces: new TracesGrpc(), logs: new LogsGrpc(), metrics: new MetricsGrpc() }),
  "http/json": () => ({ traces: new TracesJson(), logs: new LogsJson(), metrics: new MetricsJson() }),
  "http/protobuf": () => ({ traces: new TracesProtobuf(), logs: new LogsProtobuf(), metrics: new MetricsProtobuf() }),
};

export type Protocol = keyof typeof exporters;

export function exportersFor(protocol: string) {
  if (!Object.hasOwn(exporters, protocol)) throw new Error(`no exporter for ${protocol}`);
  return exporters[protocol as Protocol]();
}
