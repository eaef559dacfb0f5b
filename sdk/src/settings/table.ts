import type { Options } from "../options.ts";
import { contentRule, instrumentations, instruments, spanLimits } from "./choices.ts";
import * as as from "./readers.ts";

export interface Row<Value> {
  readonly read: as.Read<Value>;
  readonly otherwise: Value;
  /** In order of precedence, after the option. */
  readonly environment: readonly string[];
}

function row<Value>(read: as.Read<Value>, otherwise: Value, ...environment: string[]): Row<Value> {
  return { read, otherwise, environment };
}

function optional<Value>(read: as.Read<Value>, ...environment: string[]): Row<Value | undefined> {
  return { read, otherwise: undefined, environment };
}

const minute = 60_000;

/** Every setting: how it is read, what it is when nobody says, and the variables that say it. */
export const table = {
  enabled: row(as.flag, true, "SPANWISE_ENABLED", "AGENTOPS_ENABLED"),
  endpoint: row(
    as.address,
    "http://localhost:4318",
    "SPANWISE_ENDPOINT",
    "AGENTOPS_ENDPOINT",
    "AGENTOPS_EXPORTER_ENDPOINT",
    "AGENTOPS_API_ENDPOINT",
    "AGENTOPS_BASE_URL",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
  ),
  apiKey: optional(as.key, "SPANWISE_API_KEY", "AGENTOPS_API_KEY"),
  projectId: optional(as.text, "SPANWISE_PROJECT_ID", "AGENTOPS_PROJECT_ID"),
  headers: row(as.headers, {}, "SPANWISE_HEADERS"),
  serviceName: optional(as.text, "SPANWISE_SERVICE_NAME", "OTEL_SERVICE_NAME"),
  serviceVersion: optional(as.text, "SPANWISE_SERVICE_VERSION"),
  environment: optional(as.text, "SPANWISE_ENVIRONMENT"),
  tags: row(as.list, [], "SPANWISE_TAGS", "AGENTOPS_TAGS", "AGENTOPS_DEFAULT_TAGS"),
  autoStartSession: row(as.flag, true, "SPANWISE_AUTO_START_SESSION", "AGENTOPS_AUTO_START_SESSION"),
  sessionId: optional(as.text, "SPANWISE_SESSION_ID"),
  userId: optional(as.text, "SPANWISE_USER_ID"),
  platform: optional(as.text, "SPANWISE_PLATFORM"),
  botName: optional(as.text, "SPANWISE_BOT_NAME"),
  botType: optional(as.text, "SPANWISE_BOT_TYPE"),
  metadata: row(as.record, {}),
  sessionTimeoutMillis: row(as.millis, 30 * minute, "SPANWISE_SESSION_TIMEOUT"),
  content: row(contentRule, "off", "SPANWISE_CAPTURE_CONTENT", "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"),
  contentLimit: row(as.count(), 256 * 1024, "SPANWISE_CONTENT_LIMIT"),
  protocol: row(
    as.oneOf("http/protobuf", "http/json", "grpc", "console"),
    "http/protobuf",
    "SPANWISE_PROTOCOL",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
  ),
  compression: row(
    as.oneOf("auto", "zstd", "gzip", "none"),
    "auto",
    "SPANWISE_COMPRESSION",
    "OTEL_EXPORTER_OTLP_COMPRESSION",
  ),
  batchBytes: row(as.count(), 512 * 1024, "SPANWISE_BATCH_BYTES"),
  batchItems: optional(as.count(), "SPANWISE_BATCH_ITEMS", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
  batchIntervalMillis: row(as.millis, 1000, "SPANWISE_BATCH_INTERVAL", "OTEL_BSP_SCHEDULE_DELAY"),
  timeoutMillis: row(as.millis, 10_000, "SPANWISE_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_BSP_EXPORT_TIMEOUT"),
  queueBytes: row(as.count(), 32 * 1024 * 1024, "SPANWISE_QUEUE_BYTES"),
  queueItems: optional(as.count(), "SPANWISE_QUEUE_ITEMS", "OTEL_BSP_MAX_QUEUE_SIZE"),
  temporality: row(
    as.oneOf("cumulative", "delta", "lowmemory"),
    "cumulative",
    "SPANWISE_TEMPORALITY",
    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
  ),
  metricIntervalMillis: row(as.millis, minute, "SPANWISE_METRIC_INTERVAL", "OTEL_METRIC_EXPORT_INTERVAL"),
  exitTimeoutMillis: row(as.millis, 2000, "SPANWISE_EXIT_TIMEOUT"),
  sampleRatio: optional(as.ratio, "SPANWISE_SAMPLE_RATIO"),
  provider: row(as.oneOf("own", "join"), "own", "SPANWISE_PROVIDER"),
  instruments: row(instruments, { only: undefined, without: [] }, "SPANWISE_INSTRUMENTS"),
  instrumentations: row(instrumentations, []),
  tellStarts: row(as.flag, true, "SPANWISE_TELL_STARTS"),
  spanLimits: row(spanLimits, {}),
  debug: row(as.flag, false, "SPANWISE_DEBUG"),
} as const satisfies { readonly [Name in keyof Required<Options>]: Row<unknown> };

export type Table = typeof table;
export type Told = { readonly [Name in keyof Table]: Table[Name] extends Row<infer Value> ? Value : never };
