import type { SpanInput } from "../receiver/src/otlp/otlp-input.ts";
import type { RowBuffer } from "../receiver/src/row-buffer.ts";
import type { CallSpan } from "./workloads/calls.ts";
import { keys, type SmallSpan, values } from "./workloads/small.ts";

/**
 * A table of the shape that the OpenTelemetry exporter for ClickHouse made common: ids as hex, sorted by service, name
 * and second, attributes in a map, bloom filters for the rest. Columns that no workload fills are left out.
 */
export const exporterTable = `CREATE TABLE exporter_spans
(
    at DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    trace String CODEC(ZSTD(1)),
    span String CODEC(ZSTD(1)),
    parent String CODEC(ZSTD(1)),
    name LowCardinality(String) CODEC(ZSTD(1)),
    kind LowCardinality(String) CODEC(ZSTD(1)),
    service LowCardinality(String) CODEC(ZSTD(1)),
    resource Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    duration UInt64 CODEC(T64, ZSTD(1)),
    status LowCardinality(String) CODEC(ZSTD(1)),
    INDEX by_trace trace TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_key mapKeys(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_value mapValues(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_duration duration TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(at)
ORDER BY (service, name, toDateTime(at), at)`;

/** How the files are to be read. */
export const exporterStructure =
  "at Int64, trace String, span String, parent String, name String, kind String, service String, " +
  "resource Map(String, String), attributes Map(String, String), duration UInt64, status String";

export interface ExporterRow {
  readonly trace: string;
  readonly span: string;
  /** Empty at a root. */
  readonly parent: string;
  readonly name: string;
  readonly kind: string;
  readonly service: string;
  readonly start: bigint;
  readonly nanos: number;
  readonly attributes: readonly (readonly [key: string, value: string])[];
  readonly failed: boolean;
}

export function rowOfSmall(span: SmallSpan): ExporterRow {
  const attributes = span.keys.map(
    (key, i) => [keys[key] as string, values[span.values[i] as number] as string] as const,
  );
  return { ...placed(span), parent: span.parent ? hexOf(span.parent) : "", kind: "Server", attributes };
}

export function rowOfCall(call: CallSpan): ExporterRow {
  const attributes = Object.entries(call.attributes).map(([key, value]) => [key, String(value)] as const);
  return { ...placed(call), parent: "", kind: "Client", attributes };
}

function placed(
  span: Pick<CallSpan, "trace" | "span" | "name" | "service" | "startMicros" | "durationMicros" | "failed">,
) {
  return {
    trace: hexOf(span.trace),
    span: hexOf(span.span),
    name: span.name,
    service: span.service,
    start: BigInt(span.startMicros) * 1000n,
    nanos: span.durationMicros * 1000,
    failed: span.failed,
  };
}

/** Of a span as agents tell it, whose values are texts, numbers and lists of texts. */
export function rowOfSpan(span: SpanInput, service = "agent-bench"): ExporterRow {
  const start = span.start ?? 0n;
  return {
    trace: span.traceId ?? "",
    span: span.spanId ?? "",
    parent: span.parentSpanId ?? "",
    name: span.name ?? "",
    kind: span.kind === 3 ? "Client" : "Internal",
    service,
    start,
    nanos: Number((span.end ?? start) - start),
    attributes: Object.entries(span.attributes ?? {}).map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
    failed: false,
  };
}

export function writeExporterRow(rows: RowBuffer, row: ExporterRow): void {
  rows.u64(row.start);
  rows.text(row.trace);
  rows.text(row.span);
  rows.text(row.parent);
  rows.text(row.name);
  rows.text(row.kind);
  rows.text(row.service);
  rows.varint(1);
  rows.text("service.name");
  rows.text(row.service);
  rows.varint(row.attributes.length);
  for (const [key, value] of row.attributes) {
    rows.text(key);
    rows.text(value);
  }
  rows.count(row.nanos);
  rows.text(row.failed ? "Error" : "Unset");
}

export function hexOf(words: readonly number[]): string {
  return words.map((word) => word.toString(16).padStart(8, "0")).join("");
}
