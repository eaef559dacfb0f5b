import {
  type AttributesInput,
  type Batch,
  type BucketsInput,
  Double,
  type EventInput,
  type ExemplarInput,
  type ExponentialHistogramPointInput,
  type HistogramPointInput,
  type LinkInput,
  type LogInput,
  type MetricDataInput,
  type MetricInput,
  type NumberPointInput,
  type ScopeInput,
  type SpanInput,
  type SummaryPointInput,
  type ValueInput,
} from "./otlp-input.ts";
import { halves, ProtobufWriter } from "./protobuf-writer.ts";

/** The bytes of an ExportTraceServiceRequest. */
export function tracesRequest(...batches: readonly Batch<SpanInput>[]): Uint8Array {
  return request(batches, writeSpan);
}

/** The bytes of an ExportLogsServiceRequest. */
export function logsRequest(...batches: readonly Batch<LogInput>[]): Uint8Array {
  return request(batches, writeLog);
}

/** The bytes of an ExportMetricsServiceRequest. */
export function metricsRequest(...batches: readonly Batch<MetricInput>[]): Uint8Array {
  return request(batches, writeMetric);
}

type Write<Item> = (writer: ProtobufWriter, item: Item) => void;

/** The envelopes of the three signals have the same field numbers. */
function request<Item>(batches: readonly Batch<Item>[], write: Write<Item>): Uint8Array {
  const writer = new ProtobufWriter(16 * 1024);
  messages(writer, 1, batches, (_, batch) => {
    if (batch.resource) message(writer, 1, () => attributes(writer, 1, batch.resource));
    message(writer, 2, () => {
      const { scope } = batch;
      if (scope) message(writer, 1, () => writeScope(writer, scope));
      messages(writer, 2, batch.items, write);
      text(writer, 3, batch.scopeSchemaUrl);
    });
    text(writer, 3, batch.resourceSchemaUrl);
  });
  return writer.finish();
}

function writeScope(writer: ProtobufWriter, scope: ScopeInput): void {
  text(writer, 1, scope.name);
  text(writer, 2, scope.version);
  attributes(writer, 3, scope.attributes);
}

function writeSpan(writer: ProtobufWriter, span: SpanInput): void {
  id(writer, 1, span.traceId);
  id(writer, 2, span.spanId);
  text(writer, 3, span.traceState);
  id(writer, 4, span.parentSpanId);
  text(writer, 5, span.name);
  number(writer, 6, span.kind);
  fixed64(writer, 7, span.start);
  fixed64(writer, 8, span.end);
  attributes(writer, 9, span.attributes);
  number(writer, 10, span.droppedAttributes);
  messages(writer, 11, span.events, writeEvent);
  number(writer, 12, span.droppedEvents);
  messages(writer, 13, span.links, writeLink);
  number(writer, 14, span.droppedLinks);
  const { status } = span;
  if (status) {
    message(writer, 15, () => {
      text(writer, 2, status.message);
      number(writer, 3, status.code);
    });
  }
  if (span.flags !== undefined) writer.fixed32(16, span.flags);
}

function writeEvent(writer: ProtobufWriter, event: EventInput): void {
  fixed64(writer, 1, event.time);
  text(writer, 2, event.name);
  attributes(writer, 3, event.attributes);
  number(writer, 4, event.droppedAttributes);
}

function writeLink(writer: ProtobufWriter, link: LinkInput): void {
  id(writer, 1, link.traceId);
  id(writer, 2, link.spanId);
  text(writer, 3, link.traceState);
  attributes(writer, 4, link.attributes);
  number(writer, 5, link.droppedAttributes);
  if (link.flags !== undefined) writer.fixed32(6, link.flags);
}

function writeLog(writer: ProtobufWriter, log: LogInput): void {
  fixed64(writer, 1, log.time);
  number(writer, 2, log.severityNumber);
  text(writer, 3, log.severityText);
  if (log.body !== undefined) message(writer, 5, () => writeAnyValue(writer, log.body));
  attributes(writer, 6, log.attributes);
  number(writer, 7, log.droppedAttributes);
  if (log.flags !== undefined) writer.fixed32(8, log.flags);
  id(writer, 9, log.traceId);
  id(writer, 10, log.spanId);
  fixed64(writer, 11, log.observedTime);
  text(writer, 12, log.eventName);
}

function writeMetric(writer: ProtobufWriter, metric: MetricInput): void {
  text(writer, 1, metric.name);
  text(writer, 2, metric.description);
  text(writer, 3, metric.unit);
  const { data } = metric;
  if (data) message(writer, dataFields[data.type], () => writeData(writer, data));
  attributes(writer, 12, metric.metadata);
}

const dataFields = { gauge: 5, sum: 7, histogram: 9, exponentialHistogram: 10, summary: 11 } as const;

function writeData(writer: ProtobufWriter, data: MetricDataInput): void {
  switch (data.type) {
    case "gauge":
      messages(writer, 1, data.points, writeNumberPoint);
      break;
    case "sum":
      messages(writer, 1, data.points, writeNumberPoint);
      number(writer, 2, data.temporality);
      number(writer, 3, data.monotonic ? 1 : undefined);
      break;
    case "histogram":
      messages(writer, 1, data.points, writeHistogramPoint);
      number(writer, 2, data.temporality);
      break;
    case "exponentialHistogram":
      messages(writer, 1, data.points, writeExponentialHistogramPoint);
      number(writer, 2, data.temporality);
      break;
    case "summary":
      messages(writer, 1, data.points, writeSummaryPoint);
  }
}

function writeNumberPoint(writer: ProtobufWriter, point: NumberPointInput): void {
  fixed64(writer, 2, point.start);
  fixed64(writer, 3, point.time);
  if (typeof point.value === "bigint") writer.fixed64(6, point.value);
  else double(writer, 4, point.value);
  messages(writer, 5, point.exemplars, writeExemplar);
  attributes(writer, 7, point.attributes);
  number(writer, 8, point.flags);
}

function writeHistogramPoint(writer: ProtobufWriter, point: HistogramPointInput): void {
  fixed64(writer, 2, point.start);
  fixed64(writer, 3, point.time);
  fixed64(writer, 4, point.count);
  double(writer, 5, point.sum);
  const { bucketCounts, explicitBounds } = point;
  if (bucketCounts) packed(writer, 6, bucketCounts, (count) => writer.rawFixed64(...halves(count)));
  if (explicitBounds) packed(writer, 7, explicitBounds, (bound) => writer.rawDouble(bound));
  messages(writer, 8, point.exemplars, writeExemplar);
  attributes(writer, 9, point.attributes);
  number(writer, 10, point.flags);
  double(writer, 11, point.min);
  double(writer, 12, point.max);
}

function writeExponentialHistogramPoint(writer: ProtobufWriter, point: ExponentialHistogramPointInput): void {
  const { positive, negative } = point;
  attributes(writer, 1, point.attributes);
  fixed64(writer, 2, point.start);
  fixed64(writer, 3, point.time);
  fixed64(writer, 4, point.count);
  double(writer, 5, point.sum);
  if (point.scale !== undefined) writer.sint32(6, point.scale);
  fixed64(writer, 7, point.zeroCount);
  if (positive) message(writer, 8, () => writeBuckets(writer, positive));
  if (negative) message(writer, 9, () => writeBuckets(writer, negative));
  number(writer, 10, point.flags);
  messages(writer, 11, point.exemplars, writeExemplar);
  double(writer, 12, point.min);
  double(writer, 13, point.max);
  double(writer, 14, point.zeroThreshold);
}

function writeBuckets(writer: ProtobufWriter, { offset, bucketCounts }: BucketsInput): void {
  if (offset !== undefined) writer.sint32(1, offset);
  if (bucketCounts) packed(writer, 2, bucketCounts, (count) => writer.varint64(...halves(count)));
}

function writeSummaryPoint(writer: ProtobufWriter, point: SummaryPointInput): void {
  fixed64(writer, 2, point.start);
  fixed64(writer, 3, point.time);
  fixed64(writer, 4, point.count);
  double(writer, 5, point.sum);
  messages(writer, 6, point.quantiles, (_, { quantile, value }) => {
    writer.double(1, quantile);
    writer.double(2, value);
  });
  attributes(writer, 7, point.attributes);
  number(writer, 8, point.flags);
}

function writeExemplar(writer: ProtobufWriter, exemplar: ExemplarInput): void {
  fixed64(writer, 2, exemplar.time);
  if (typeof exemplar.value === "bigint") writer.fixed64(6, exemplar.value);
  else double(writer, 3, exemplar.value);
  id(writer, 4, exemplar.spanId);
  id(writer, 5, exemplar.traceId);
  attributes(writer, 7, exemplar.attributes);
}

/** Fields of an AnyValue, without its tag and length. */
function writeAnyValue(writer: ProtobufWriter, value: ValueInput): void {
  if (value === null || value === undefined) return;
  if (typeof value === "string") writer.string(1, value);
  else if (typeof value === "boolean") writer.uint(2, value ? 1 : 0);
  else if (typeof value === "bigint" || Number.isSafeInteger(value)) writer.int(3, value as number | bigint);
  else if (typeof value === "number") writer.double(4, value);
  else if (value instanceof Double) writer.double(4, value.value);
  else if (value instanceof Uint8Array) writer.bytes(7, value);
  else if (isList(value)) message(writer, 5, () => messages(writer, 1, value, writeAnyValue));
  else message(writer, 6, () => attributes(writer, 1, value));
}

function attributes(writer: ProtobufWriter, field: number, input: AttributesInput | undefined): void {
  if (input === undefined) return;
  const entries = isList(input) ? input : Object.entries(input);
  for (const [key, value] of entries) {
    const start = writer.begin(field);
    writer.string(1, key);
    message(writer, 2, () => writeAnyValue(writer, value));
    writer.end(start);
  }
}

/** `Array.isArray` does not narrow away a readonly array. */
function isList<Item>(value: readonly Item[] | object): value is readonly Item[] {
  return Array.isArray(value);
}

function message(writer: ProtobufWriter, field: number, write: () => void): void {
  const start = writer.begin(field);
  write();
  writer.end(start);
}

function messages<Item>(
  writer: ProtobufWriter,
  field: number,
  items: readonly Item[] | undefined,
  write: Write<Item>,
): void {
  for (const item of items ?? []) {
    const start = writer.begin(field);
    write(writer, item);
    writer.end(start);
  }
}

function packed<Item>(
  writer: ProtobufWriter,
  field: number,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  const start = writer.begin(field);
  for (const item of items) write(item);
  writer.end(start);
}

function id(writer: ProtobufWriter, field: number, hex: string | undefined): void {
  if (hex !== undefined) writer.bytes(field, Buffer.from(hex, "hex"));
}

function text(writer: ProtobufWriter, field: number, value: string | undefined): void {
  if (value !== undefined) writer.string(field, value);
}

function number(writer: ProtobufWriter, field: number, value: number | undefined): void {
  if (value !== undefined) writer.int(field, value);
}

function fixed64(writer: ProtobufWriter, field: number, value: bigint | undefined): void {
  if (value !== undefined) writer.fixed64(field, value);
}

function double(writer: ProtobufWriter, field: number, value: number | undefined): void {
  if (value !== undefined) writer.double(field, value);
}
