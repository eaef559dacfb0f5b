import { type Attributes, createTraceState, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeWithOracle } from "../../../receiver/src/otlp/oracle.ts";
import { writeLog } from "./encode-logs.ts";
import { encodeMetrics } from "./encode-metrics.ts";
import { type Recorded, RequestBuilder } from "./encode-request.ts";
import { writeSpan } from "./encode-spans.ts";

/** Texts of every width, at the lengths where a length takes another byte. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 40 }),
  fc
    .tuple(
      fc.constantFrom("a", "é", "語", "🙂", "\ud800"),
      fc.constantFrom(0, 41, 42, 43, 63, 64, 120, 127, 128, 5461, 5462),
    )
    .map(([unit, length]) => unit.repeat(length)),
  fc.integer({ min: 16_300, max: 16_400 }).map((length) => "b".repeat(length)),
);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    -(2 ** 53),
    2 ** 62,
    -(2 ** 63),
    2 ** 63,
    1e300,
    2 ** 31,
    2 ** 32,
  ),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 200 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 10 }), tie("value"), { maxKeys: 4 }),
  ),
})).value;
const attributes = fc.dictionary(text, value, { maxKeys: 5 }) as fc.Arbitrary<Attributes>;
const time = fc.tuple(fc.nat(2 ** 33), fc.nat(999_999_999));
const count = fc.nat(2 ** 31);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const context = fc.record({
  traceId: hex(32),
  spanId: hex(16),
  traceFlags: fc.constantFrom(TraceFlags.NONE, TraceFlags.SAMPLED),
  isRemote: fc.boolean(),
  traceState: fc.constantFrom(undefined, createTraceState("a=1,b=2")),
});

const resources = fc
  .tuple(attributes, fc.constantFrom(undefined, "https://schema.test/1"))
  .map(([found, schemaUrl]) => resourceFromAttributes(found, schemaUrl ? { schemaUrl } : {}));
const scope = fc.record({
  name: text,
  version: fc.option(text, { nil: undefined }),
  schemaUrl: fc.option(text, { nil: undefined }),
  attributes: fc.option(attributes, { nil: undefined }),
  droppedAttributesCount: fc.option(count, { nil: undefined }),
});

/** Items that share some resources and some scopes, in any order. */
const recordedWith = <Item extends object>(item: fc.Arbitrary<Item>): fc.Arbitrary<(Item & Recorded)[]> =>
  fc
    .tuple(fc.array(resources, { minLength: 1, maxLength: 2 }), fc.array(scope, { minLength: 1, maxLength: 3 }))
    .chain(([ofResource, ofScope]) =>
      fc.array(
        fc
          .tuple(item, fc.constantFrom(...ofResource), fc.constantFrom(...ofScope))
          .map(([found, resource, instrumentationScope]) => ({ ...found, resource, instrumentationScope })),
        { maxLength: 6 },
      ),
    );

const span = fc
  .record({
    name: text,
    kind: fc.constantFrom(SpanKind.INTERNAL, SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER),
    context,
    parentSpanContext: fc.option(context, { nil: undefined }),
    startTime: time,
    endTime: time,
    duration: time,
    ended: fc.constant(true),
    status: fc.record({
      code: fc.constantFrom(SpanStatusCode.UNSET, SpanStatusCode.OK, SpanStatusCode.ERROR),
      message: fc.option(text, { nil: undefined }),
    }),
    attributes,
    links: fc.array(fc.record({ context, attributes, droppedAttributesCount: count }), { maxLength: 2 }),
    events: fc.array(fc.record({ time, name: text, attributes, droppedAttributesCount: count }), { maxLength: 2 }),
    droppedAttributesCount: count,
    droppedEventsCount: count,
    droppedLinksCount: count,
  })
  .map(({ context: own, ...rest }) => ({ ...rest, spanContext: () => own }));

const log = fc.record({
  hrTime: time,
  hrTimeObserved: time,
  spanContext: fc.option(context, { nil: undefined }),
  severityText: fc.option(text, { nil: undefined }),
  severityNumber: fc.option(fc.integer({ min: 0, max: 24 }), { nil: undefined }),
  body: fc.option(value, { nil: undefined }),
  eventName: fc.option(text, { nil: undefined }),
  attributes,
  droppedAttributesCount: count,
});

test("spans say the same as in OpenTelemetry's own encoding", () => {
  fc.assert(
    fc.property(recordedWith(span), (spans) => {
      const builder = new RequestBuilder(writeSpan);
      for (const each of spans) builder.add(each as ReadableSpan);
      const stock = ProtobufTraceSerializer.serializeRequest(spans as ReadableSpan[]) ?? Buffer.of();
      expect(withoutDefaults(decodeWithOracle("traces", Buffer.concat(builder.finish().parts)))).toEqual(
        withoutDefaults(decodeWithOracle("traces", stock)),
      );
    }),
  );
});

test("log records say the same as in OpenTelemetry's own encoding", () => {
  fc.assert(
    fc.property(recordedWith(log), (logs) => {
      const builder = new RequestBuilder(writeLog);
      for (const each of logs) builder.add(each as ReadableLogRecord);
      const stock = ProtobufLogsSerializer.serializeRequest(logs as ReadableLogRecord[]) ?? Buffer.of();
      expect(withoutDefaults(decodeWithOracle("logs", Buffer.concat(builder.finish().parts)))).toEqual(
        withoutDefaults(decodeWithOracle("logs", stock)),
      );
    }),
  );
});

const point = <Value>(of: fc.Arbitrary<Value>) => fc.record({ startTime: time, endTime: time, attributes, value: of });
const finite = fc.double({ noNaN: true });
const buckets = fc.record({
  offset: fc.integer({ min: -1000, max: 1000 }),
  bucketCounts: fc.array(count, { maxLength: 4 }),
});
const optional = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });
const histogram = fc.record({
  count: fc.maxSafeNat(),
  sum: optional(finite),
  min: optional(finite),
  max: optional(finite),
  buckets: fc.record({ boundaries: fc.array(finite, { maxLength: 4 }), counts: fc.array(count, { maxLength: 5 }) }),
});
const exponential = fc.record({
  count: fc.maxSafeNat(),
  sum: optional(finite),
  min: optional(finite),
  max: optional(finite),
  scale: fc.integer({ min: -10, max: 20 }),
  zeroCount: count,
  positive: buckets,
  negative: buckets,
});
const descriptor = fc.record({ name: text, description: text, unit: text, valueType: fc.constantFrom(0, 1) });
const temporality = fc.constantFrom(AggregationTemporality.DELTA, AggregationTemporality.CUMULATIVE);
const kindOf = <Value>(dataPointType: DataPointType, of: fc.Arbitrary<Value>) =>
  fc.record({
    descriptor,
    aggregationTemporality: temporality,
    dataPointType: fc.constant(dataPointType),
    isMonotonic: fc.boolean(),
    dataPoints: fc.array(point(of), { maxLength: 3 }),
  });
const metric = fc.oneof(
  kindOf(DataPointType.SUM, fc.maxSafeInteger()),
  kindOf(DataPointType.GAUGE, fc.maxSafeInteger()),
  kindOf(DataPointType.HISTOGRAM, histogram),
  kindOf(DataPointType.EXPONENTIAL_HISTOGRAM, exponential),
) as fc.Arbitrary<MetricData>;
const resourceMetrics = fc.record({
  resource: resources,
  scopeMetrics: fc.array(fc.record({ scope, metrics: fc.array(metric, { maxLength: 3 }) }), { maxLength: 2 }),
});

test("metrics say the same as in OpenTelemetry's own encoding", () => {
  fc.assert(
    fc.property(resourceMetrics, (metrics) => {
      const stock = ProtobufMetricsSerializer.serializeRequest(metrics as ResourceMetrics) ?? Buffer.of();
      expect(withoutDefaults(decodeWithOracle("metrics", encodeMetrics(metrics as ResourceMetrics)))).toEqual(
        withoutDefaults(decodeWithOracle("metrics", stock)),
      );
    }),
  );
});

/** Proto3 tells a default from its absence only within a oneof, which this leaves alone. */
function withoutDefaults(decoded: unknown): unknown {
  if (Array.isArray(decoded)) return decoded.map(withoutDefaults);
  if (typeof decoded !== "object" || decoded === null) return decoded;
  return Object.fromEntries(
    Object.entries(decoded)
      .filter(
        ([name, found]) =>
          /Value$|^as(Int|Double)$/.test(name) || !(found === 0 || found === "" || found === "0" || found === false),
      )
      .map(([name, found]) => [name, withoutDefaults(found)]),
  );
}
