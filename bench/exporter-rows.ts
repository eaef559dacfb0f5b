import type { RowBuffer } from "../receiver/src/row-buffer.ts";
import type { CallSpan } from "./workloads/calls.ts";
import { keys, type SmallSpan, values } from "./workloads/small.ts";

/**
 * A table of the shape that the OpenTelemetry exporter for ClickHouse made common: ids as hex, sorted by service, name
 * and second, attributes in a map, bloom filters for the rest. Columns that SMALL leaves empty are left out.
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

export function writeExporterRow(rows: RowBuffer, span: SmallSpan): void {
  const attributes = span.keys.map(
    (key, i) => [keys[key] as string, values[span.values[i] as number] as string] as const,
  );
  writeRow(rows, { ...span, kind: "Server", attributes });
}

export function writeExporterCall(rows: RowBuffer, call: CallSpan): void {
  const attributes = Object.entries(call.attributes).map(([key, value]) => [key, String(value)] as const);
  writeRow(rows, { ...call, parent: undefined, kind: "Client", attributes });
}

interface Row extends Omit<CallSpan, "attributes"> {
  readonly parent: SmallSpan["parent"];
  readonly kind: string;
  readonly attributes: readonly (readonly [key: string, value: string])[];
}

function writeRow(rows: RowBuffer, span: Row): void {
  rows.u64(BigInt(span.startMicros) * 1000n);
  rows.text(hexOf(span.trace));
  rows.text(hexOf(span.span));
  rows.text(span.parent ? hexOf(span.parent) : "");
  rows.text(span.name);
  rows.text(span.kind);
  rows.text(span.service);
  rows.varint(1);
  rows.text("service.name");
  rows.text(span.service);
  rows.varint(span.attributes.length);
  for (const [key, value] of span.attributes) {
    rows.text(key);
    rows.text(value);
  }
  rows.count(span.durationMicros * 1000);
  rows.text(span.failed ? "Error" : "Unset");
}

export function hexOf(words: readonly number[]): string {
  return words.map((word) => word.toString(16).padStart(8, "0")).join("");
}
