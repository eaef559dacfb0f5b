import type { Place } from "./place.ts";
import type { Way } from "./way.ts";
import { exported, otlpVariables, quoted } from "./written.ts";

export const otlpWays: readonly Way[] = [
  {
    id: "otlp-http",
    name: "OTLP over HTTP",
    group: "otlp",
    words: "exporter protobuf json go java dotnet c# rust ruby php elixir otel environment",
    about: "What every SDK of OpenTelemetry reads, in Go, Java, .NET, Rust and all others. Protobuf or JSON.",
    snippets: (place) => [
      { title: "Where your program runs", language: "sh", text: exported(otlpVariables(place)) },
      {
        title: "For exporters that want each address",
        language: "sh",
        text: ["traces", "logs", "metrics"].map((signal) => `${place.address}/v1/${signal}`).join("\n"),
      },
    ],
  },
  {
    id: "otlp-grpc",
    name: "OTLP over gRPC",
    group: "otlp",
    words: "exporter grpc 4317 http2 otel environment",
    about: "The same over gRPC, on a port of its own.",
    snippets: (place) => [
      { title: "Where your program runs", language: "sh", text: exported(otlpVariables(place, "grpc")) },
    ],
  },
  {
    id: "collector",
    name: "OpenTelemetry Collector",
    group: "otlp",
    words: "otelcol pipeline exporter yaml",
    about: "One more exporter beside those you have; it is named in your pipelines.",
    snippets: (place) => [
      { title: "In the collector's configuration", language: "yaml", text: collectorConfig(place) },
    ],
  },
  {
    id: "spring-ai",
    name: "Spring AI",
    group: "otlp",
    words: "java kotlin spring boot micrometer actuator",
    about: "With the actuator, micrometer-tracing-bridge-otel and opentelemetry-exporter-otlp among the dependencies.",
    snippets: (place) => [
      {
        title: "application.properties, from Spring Boot 4 on",
        language: "properties",
        text: springProperties("management.opentelemetry.tracing.export.otlp", place),
      },
      {
        title: "application.properties, Spring Boot 3",
        language: "properties",
        text: springProperties("management.otlp.tracing", place),
      },
    ],
  },
];

/** All three signals: a span that runs still is told of by a log record. */
function collectorConfig({ address, key }: Place): string {
  const headers = key === null ? "" : `\n    headers:\n      authorization: ${quoted(`Bearer ${key}`)}`;
  const pipelines = ["traces", "logs", "metrics"].map(
    (signal) => `
    ${signal}:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]`,
  );
  return `exporters:
  otlphttp/spanwise:
    endpoint: ${address}${headers}

service:
  pipelines:${pipelines.join("")}`;
}

/** A backslash begins an escape there. */
const springProperties = (prefix: string, { address, key }: Place) =>
  [
    "management.tracing.sampling.probability=1.0",
    `${prefix}.endpoint=${address}/v1/traces`,
    ...(key === null ? [] : [`${prefix}.headers.authorization=Bearer ${key.replaceAll("\\", "\\\\")}`]),
  ].join("\n");
