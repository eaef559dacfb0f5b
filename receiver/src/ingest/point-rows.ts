import type { Wire } from "../otlp/wire.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { AttributeTable } from "./attribute-table.ts";
import { Folding } from "./folding.ts";
import { GoodText } from "./good-text.ts";
import { hashOfAll } from "./hash.ts";
import { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import { type Metric, readMetric } from "./metric.ts";
import type { Origin } from "./origin.ts";
import { type Numbers, PointRecord } from "./point-record.ts";
import { Refused } from "./refused.ts";
import type { RequestContext } from "./request-context.ts";
import type { Seen } from "./seen.ts";
import type { Stretch } from "./stretch.ts";
import type { Tally } from "./tally.ts";

/** Writes metric points as rows of `points_in`, column for column in the order of its migration. */
export class PointRows {
  private readonly limits: Limits;
  private readonly seen: Seen;
  private readonly attributes: AttributeTable;
  private readonly folding: Folding;
  private readonly record = new PointRecord();
  private readonly good = new GoodText();

  constructor(limits: Limits, seen: Seen) {
    this.limits = limits;
    this.seen = seen;
    this.attributes = new AttributeTable(new KnownKeys([]), limits);
    this.folding = new Folding(seen);
  }

  /** Writes every point of the Metric at `from`..`to`, each on its own. */
  write(wire: Wire, from: number, to: number, origin: Origin, context: RequestContext): void {
    const metric = readMetric(wire.over(from, to));
    if (metric === undefined) return;
    for (const point of metric.points) {
      context.attempt(point.from, point.to, origin.service, () =>
        this.writePoint(wire, metric, point, origin, context),
      );
    }
  }

  private writePoint(wire: Wire, metric: Metric, point: Stretch, origin: Origin, context: RequestContext): void {
    const { record, attributes, limits } = this;
    const { tally } = context;
    checkMetric(metric);
    record.read(wire, point, metric.type, limits);
    record.check();
    for (const oddity of record.oddities()) tally.warn(oddity);
    attributes.begin(wire.bytes);
    for (const { from, to } of record.attributes) attributes.add(from, to, tally);
    const row = context.batch.points;
    const cutsBefore = tally.cuts;
    row.text(context.request.project);
    this.text(row, wire.bytes, metric.name, tally);
    row.fixed(seriesOf(wire.bytes, metric, record.attributes, origin), 0, 16);
    row.u64(record.time);
    row.u64(record.start);
    row.u8(metric.type);
    this.text(row, wire.bytes, metric.unit, tally);
    this.text(row, wire.bytes, metric.description, tally);
    row.i32(metric.temporality);
    row.bool(metric.monotonic);
    this.writeValues(row, record);
    this.writeExemplars(row, record, tally);
    row.fixed(origin.hash, 0, 16);
    row.text(origin.service);
    row.text(origin.scope);
    this.folding.begin();
    attributes.write(row, this.folding, tally);
    this.folding.writeRefs(row);
    row.u32(tally.cuts - cutsBefore + attributes.dropped);
    row.count(context.received);
    row.u16(context.retention);
    this.folding.writeContents(row);
    origin.write(row, this.seen, tally);
    row.u8(0);
  }

  private writeValues(row: RowBuffer, record: PointRecord): void {
    row.u32(record.flags);
    row.u8(record.valueType);
    row.f64(record.value);
    row.u64(record.intValue);
    row.u64(record.count);
    optional(row, record.sum);
    optional(row, record.min);
    optional(row, record.max);
    doubles(row, record.bounds);
    counts(row, record.buckets);
    row.i32(record.scale);
    row.u64(record.zeroCount);
    row.f64(record.zeroThreshold);
    row.i32(record.positiveOffset);
    counts(row, record.positive);
    row.i32(record.negativeOffset);
    counts(row, record.negative);
    row.varint(record.quantiles.length / 2);
    for (const number of record.quantiles) row.f64(number);
  }

  private writeExemplars(row: RowBuffer, { bytes, exemplars, exemplarTraces }: PointRecord, tally: Tally): void {
    const kept = exemplars.slice(0, this.limits.exemplarsPerPoint);
    tally.cuts += exemplars.length - kept.length;
    row.varint(kept.length);
    for (const { from, to } of kept) row.string(bytes, from, to);
    const traces = exemplarTraces.slice(0, this.limits.exemplarsPerPoint);
    row.varint(traces.length);
    for (const trace of traces) row.fixed(bytes, trace, 16);
  }

  private text(row: RowBuffer, bytes: Uint8Array, { from, to }: Stretch, tally: Tally): void {
    const good = this.good.take(bytes, from, to, this.limits.nameBytes, tally);
    row.string(good.bytes, good.from, good.to);
  }
}

function checkMetric({ name, needsTemporality, temporality }: Metric): void {
  if (name.from === name.to) throw new Refused("no_metric_name", "a metric must have a name");
  if (needsTemporality && temporality !== 1 && temporality !== 2) {
    throw new Refused("bad_temporality", "aggregation_temporality must be delta (1) or cumulative (2)");
  }
}

/** The stream a point belongs to: who, what, unit, type, and the attributes in whatever order. */
function seriesOf(bytes: Uint8Array, metric: Metric, attributes: readonly Stretch[], origin: Origin): Buffer {
  const said = attributes.map(({ from, to }) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from));
  const { name, unit, type, temporality, monotonic } = metric;
  return hashOfAll([
    origin.hash,
    bytes.subarray(name.from, name.to),
    bytes.subarray(unit.from, unit.to),
    Buffer.of(type, temporality, monotonic ? 1 : 0),
    ...said.sort(Buffer.compare),
  ]);
}

function optional(row: RowBuffer, value: number | undefined): void {
  row.bool(value === undefined);
  if (value !== undefined) row.f64(value);
}

function doubles(row: RowBuffer, numbers: Numbers<number>): void {
  row.varint(numbers.length);
  for (const number of numbers) row.f64(number);
}

function counts(row: RowBuffer, numbers: Numbers<bigint>): void {
  row.varint(numbers.length);
  for (const number of numbers) row.u64(number);
}
