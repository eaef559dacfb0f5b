import type { Attributes, HrTime } from "@opentelemetry/api";
import type {
  DataPoint,
  ExponentialHistogram,
  Histogram,
  MetricData,
  ResourceMetrics,
  ScopeMetrics,
} from "@opentelemetry/sdk-metrics";
import { writeAttributes, writeCount, writeOptionalText, writeScope } from "./encode-values.ts";
import { fixed64Tag, lengthTag, ProtobufWriter } from "./protobuf-writer.ts";

const TWO_TO_32 = 2 ** 32;

/** The field of Metric that holds each `DataPointType`, which counts histogram, exponential histogram, gauge, sum. */
const dataFields = [9, 10, 5, 7] as const;
const SUM = 3;
const GAUGE = 2;

/** Later versions of OpenTelemetry's SDK put them on a data point. */
interface Exemplar {
  readonly filteredAttributes?: Attributes;
  readonly value: number;
  readonly timestamp: HrTime;
  readonly traceId?: string;
  readonly spanId?: string;
}

/** An ExportMetricsServiceRequest. */
export function encodeMetrics({ resource, scopeMetrics }: ResourceMetrics): Buffer {
  const writer = new ProtobufWriter();
  nested(writer, 1, () => {
    nested(writer, 1, () => writeAttributes(writer, 1, resource.attributes));
    for (const scope of scopeMetrics) writeScopeMetrics(writer, scope);
    writeOptionalText(writer, 3, resource.schemaUrl);
  });
  return writer.written();
}

export function countDataPoints({ scopeMetrics }: ResourceMetrics): number {
  let count = 0;
  for (const { metrics } of scopeMetrics) for (const { dataPoints } of metrics) count += dataPoints.length;
  return count;
}

function writeScopeMetrics(writer: ProtobufWriter, { scope, metrics }: ScopeMetrics): void {
  nested(writer, 2, () => {
    writeScope(writer, 1, scope);
    for (const metric of metrics) nested(writer, 2, () => writeMetric(writer, metric));
    writeOptionalText(writer, 3, scope.schemaUrl);
  });
}

function writeMetric(writer: ProtobufWriter, metric: MetricData): void {
  const { descriptor } = metric;
  const type: number = metric.dataPointType;
  const field = dataFields[type];
  if (field === undefined) return;
  writeOptionalText(writer, 1, descriptor.name);
  writeOptionalText(writer, 2, descriptor.description);
  writeOptionalText(writer, 3, descriptor.unit);
  nested(writer, field, () => {
    for (const point of metric.dataPoints) nested(writer, 1, () => writePoint(writer, metric, point));
    // OTLP counts temporalities from 1, OpenTelemetry's SDK from 0.
    if (type !== GAUGE) writeCount(writer, 2, metric.aggregationTemporality + 1);
    if (type === SUM) writeCount(writer, 3, "isMonotonic" in metric && metric.isMonotonic ? 1 : 0);
  });
}

function writePoint(writer: ProtobufWriter, metric: MetricData, point: MetricData["dataPoints"][number]): void {
  const isInteger = (metric.descriptor.valueType as number) === 0;
  writer.byte(fixed64Tag(2));
  writer.time(point.startTime);
  writer.byte(fixed64Tag(3));
  writer.time(point.endTime);
  if (typeof point.value === "number") writeNumberPoint(writer, point as DataPoint<number>, isInteger);
  else if ("buckets" in point.value) writeHistogramPoint(writer, point as DataPoint<Histogram>, isInteger);
  else writeExponentialPoint(writer, point as DataPoint<ExponentialHistogram>, isInteger);
}

function writeNumberPoint(writer: ProtobufWriter, point: DataPoint<number>, isInteger: boolean): void {
  writeAttributes(writer, 7, point.attributes);
  writeNumber(writer, { integer: 6, double: 4 }, point.value, isInteger);
  writeExemplars(writer, 5, point, isInteger);
}

function writeHistogramPoint(writer: ProtobufWriter, point: DataPoint<Histogram>, isInteger: boolean): void {
  const { count, sum, min, max, buckets } = point.value;
  writeAttributes(writer, 9, point.attributes);
  writeFixed(writer, 4, count);
  writeDouble(writer, 5, sum);
  if (buckets.counts.length > 0) {
    nested(writer, 6, () => buckets.counts.forEach((each) => void writer.fixed64(each, each / TWO_TO_32)));
  }
  if (buckets.boundaries.length > 0) {
    nested(writer, 7, () => buckets.boundaries.forEach((each) => void writer.double(each)));
  }
  writeExemplars(writer, 8, point, isInteger);
  writeDouble(writer, 11, min);
  writeDouble(writer, 12, max);
}

function writeExponentialPoint(writer: ProtobufWriter, point: DataPoint<ExponentialHistogram>, isInteger: boolean) {
  const { count, sum, min, max, scale, zeroCount, positive, negative } = point.value;
  writeAttributes(writer, 1, point.attributes);
  writeFixed(writer, 4, count);
  writeDouble(writer, 5, sum);
  writeCount(writer, 6, zigzag(scale));
  writeFixed(writer, 7, zeroCount);
  nested(writer, 8, () => writeBuckets(writer, positive));
  nested(writer, 9, () => writeBuckets(writer, negative));
  writeExemplars(writer, 11, point, isInteger);
  writeDouble(writer, 12, min);
  writeDouble(writer, 13, max);
}

function writeBuckets(writer: ProtobufWriter, { offset, bucketCounts }: ExponentialHistogram["positive"]): void {
  writeCount(writer, 1, zigzag(offset));
  if (bucketCounts.length > 0) nested(writer, 2, () => bucketCounts.forEach((count) => void writer.varint(count)));
}

function writeExemplars(writer: ProtobufWriter, field: number, point: object, isInteger: boolean): void {
  const { exemplars } = point as { readonly exemplars?: readonly Exemplar[] };
  for (const exemplar of exemplars ?? []) {
    nested(writer, field, () => {
      writer.byte(fixed64Tag(2));
      writer.time(exemplar.timestamp);
      writeNumber(writer, { integer: 6, double: 3 }, exemplar.value, isInteger);
      writeId(writer, 4, exemplar.spanId);
      writeId(writer, 5, exemplar.traceId);
      writeAttributes(writer, 7, exemplar.filteredAttributes);
    });
  }
}

interface NumberFields {
  readonly integer: number;
  readonly double: number;
}

/** An instrument for whole numbers may still be given others. */
function writeNumber(writer: ProtobufWriter, fields: NumberFields, value: number, isInteger: boolean): void {
  if (!isInteger || !Number.isSafeInteger(value)) return writeDouble(writer, fields.double, value);
  writer.byte(fixed64Tag(fields.integer));
  writer.fixed64(value, Math.floor(value / TWO_TO_32));
}

function writeFixed(writer: ProtobufWriter, field: number, count: number): void {
  writer.byte(fixed64Tag(field));
  writer.fixed64(count, count / TWO_TO_32);
}

function writeDouble(writer: ProtobufWriter, field: number, value: number | undefined): void {
  if (value === undefined) return;
  writer.byte(fixed64Tag(field));
  writer.double(value);
}

function writeId(writer: ProtobufWriter, field: number, id: string | undefined): void {
  if (!id) return;
  writer.byte(lengthTag(field));
  writer.hex(id);
}

const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0;

function nested(writer: ProtobufWriter, field: number, write: () => void): void {
  writer.byte(lengthTag(field));
  const start = writer.begin();
  write();
  writer.end(start);
}
