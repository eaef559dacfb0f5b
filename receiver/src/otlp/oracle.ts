import root from "@opentelemetry/otlp-transformer/build/src/generated/root.js";
import type { Signal } from "../model/signal.ts";

/** A decoder that is not ours, for tests: what protobufjs generated for OpenTelemetry's own exporters. */
interface Decoder {
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): Record<string, unknown>;
}

interface Generated {
  opentelemetry: {
    proto: {
      collector: {
        trace: { v1: { ExportTraceServiceRequest: Decoder } };
        logs: { v1: { ExportLogsServiceRequest: Decoder } };
        metrics: { v1: { ExportMetricsServiceRequest: Decoder } };
      };
    };
  };
}

/** Its published types are those of a namespace the file does not export. */
const { collector } = (root as unknown as Generated).opentelemetry.proto;
const decoders: Record<Signal, Decoder> = {
  traces: collector.trace.v1.ExportTraceServiceRequest,
  logs: collector.logs.v1.ExportLogsServiceRequest,
  metrics: collector.metrics.v1.ExportMetricsServiceRequest,
};

/** Field names as in OTLP/JSON; 64-bit integers as decimal strings, bytes as base64; absent fields are absent. */
export function decodeWithOracle(signal: Signal, bytes: Uint8Array): Record<string, unknown> {
  const decoder = decoders[signal];
  return decoder.toObject(decoder.decode(bytes), { longs: String, bytes: String });
}
