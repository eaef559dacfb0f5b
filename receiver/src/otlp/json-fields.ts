import { type Fields, fieldsOf, frame, frameList, type Kind, listOf, message } from "./json-message.ts";
import {
  base64,
  bool,
  count,
  double,
  doubles,
  doubleValue,
  enumeration,
  fixed32,
  fixed64Counts,
  id,
  innerTime,
  intValue,
  sfixed64,
  sint32,
  stringIndex,
  text,
  time,
  uint32,
  uint64Counts,
} from "./json-scalars.ts";

/**
 * The messages of OTLP by their names in JSON and numbers in protobuf.
 * https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto
 */
const plainValue: Kind = message(() => anyValueFields);

/** A bare value, as in "value": "x", is none that we know the type of: it is left out, and its record kept. */
const anyValue: Kind = (translation, field) => {
  const { json, out, warnings } = translation;
  if (json.atObject()) return plainValue(translation, field);
  json.skipValue();
  out.end(out.begin(field));
  warnings.add('a value was left out for it must be an object such as {"stringValue": "…"}');
};

const keyValue = message(() => keyValueFields);
const keyValueFields = fieldsOf({ key: [1, text], value: [2, anyValue], keyStrindex: [3, stringIndex] });
const attributes = listOf(keyValue);

const anyValueFields = fieldsOf({
  stringValue: [1, text],
  boolValue: [2, bool],
  intValue: [3, intValue],
  doubleValue: [4, doubleValue],
  arrayValue: [5, message(() => fieldsOfArray)],
  kvlistValue: [6, message(() => fieldsOfMap)],
  bytesValue: [7, base64],
  stringValueStrindex: [8, stringIndex],
});
const fieldsOfArray = fieldsOf({ values: [1, listOf(anyValue)] });
const fieldsOfMap = fieldsOf({ values: [1, attributes] });

const resourceFields = fieldsOf({
  attributes: [1, frameList("a resource's attributes", keyValue)],
  droppedAttributesCount: [2, uint32],
});
const resource = frame("resource", () => resourceFields);

const scopeFields = fieldsOf({
  name: [1, text],
  version: [2, text],
  attributes: [3, frameList("a scope's attributes", keyValue)],
  droppedAttributesCount: [4, uint32],
});
const scope = frame("scope", () => scopeFields);

const traceId = id(16);
const spanId = id(8);

const eventFields = fieldsOf({
  timeUnixNano: [1, innerTime],
  name: [2, text],
  attributes: [3, attributes],
  droppedAttributesCount: [4, uint32],
});

const linkFields = fieldsOf({
  traceId: [1, traceId],
  spanId: [2, spanId],
  traceState: [3, text],
  attributes: [4, attributes],
  droppedAttributesCount: [5, uint32],
  flags: [6, fixed32],
});

const statusFields = fieldsOf({
  message: [2, text],
  code: [3, enumeration("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR")],
});

const spanKind = enumeration(
  "SPAN_KIND_UNSPECIFIED",
  "SPAN_KIND_INTERNAL",
  "SPAN_KIND_SERVER",
  "SPAN_KIND_CLIENT",
  "SPAN_KIND_PRODUCER",
  "SPAN_KIND_CONSUMER",
);

const spanFields = fieldsOf({
  traceId: [1, traceId],
  spanId: [2, spanId],
  traceState: [3, text],
  parentSpanId: [4, spanId],
  name: [5, text],
  kind: [6, spanKind],
  startTimeUnixNano: [7, time],
  endTimeUnixNano: [8, time],
  attributes: [9, attributes],
  droppedAttributesCount: [10, uint32],
  events: [11, listOf(message(() => eventFields))],
  droppedEventsCount: [12, uint32],
  links: [13, listOf(message(() => linkFields))],
  droppedLinksCount: [14, uint32],
  status: [15, message(() => statusFields)],
  flags: [16, fixed32],
});

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const severities = levels.flatMap((level) => ["", "2", "3", "4"].map((degree) => `SEVERITY_NUMBER_${level}${degree}`));

const logFields = fieldsOf({
  timeUnixNano: [1, time],
  severityNumber: [2, enumeration("SEVERITY_NUMBER_UNSPECIFIED", ...severities)],
  severityText: [3, text],
  body: [5, anyValue],
  attributes: [6, attributes],
  droppedAttributesCount: [7, uint32],
  flags: [8, fixed32],
  traceId: [9, traceId],
  spanId: [10, spanId],
  observedTimeUnixNano: [11, time],
  eventName: [12, text],
});

const exemplarFields = fieldsOf({
  timeUnixNano: [2, innerTime],
  asDouble: [3, double],
  spanId: [4, spanId],
  traceId: [5, traceId],
  asInt: [6, sfixed64],
  filteredAttributes: [7, attributes],
});
const exemplars = listOf(message(() => exemplarFields));

const numberPointFields = fieldsOf({
  startTimeUnixNano: [2, time],
  timeUnixNano: [3, time],
  asDouble: [4, double],
  exemplars: [5, exemplars],
  asInt: [6, sfixed64],
  attributes: [7, attributes],
  flags: [8, uint32],
});

const histogramPointFields = fieldsOf({
  startTimeUnixNano: [2, time],
  timeUnixNano: [3, time],
  count: [4, count],
  sum: [5, double],
  bucketCounts: [6, fixed64Counts],
  explicitBounds: [7, doubles],
  exemplars: [8, exemplars],
  attributes: [9, attributes],
  flags: [10, uint32],
  min: [11, double],
  max: [12, double],
});

const bucketsFields = fieldsOf({ offset: [1, sint32], bucketCounts: [2, uint64Counts] });
const buckets = message(() => bucketsFields);

const exponentialPointFields = fieldsOf({
  attributes: [1, attributes],
  startTimeUnixNano: [2, time],
  timeUnixNano: [3, time],
  count: [4, count],
  sum: [5, double],
  scale: [6, sint32],
  zeroCount: [7, count],
  positive: [8, buckets],
  negative: [9, buckets],
  flags: [10, uint32],
  exemplars: [11, exemplars],
  min: [12, double],
  max: [13, double],
  zeroThreshold: [14, double],
});

const quantileFields = fieldsOf({ quantile: [1, double], value: [2, double] });

const summaryPointFields = fieldsOf({
  startTimeUnixNano: [2, time],
  timeUnixNano: [3, time],
  count: [4, count],
  sum: [5, double],
  quantileValues: [6, listOf(message(() => quantileFields))],
  attributes: [7, attributes],
  flags: [8, uint32],
});

const temporality: readonly [number, Kind] = [
  2,
  enumeration(
    "AGGREGATION_TEMPORALITY_UNSPECIFIED",
    "AGGREGATION_TEMPORALITY_DELTA",
    "AGGREGATION_TEMPORALITY_CUMULATIVE",
  ),
];

/** The data of a metric: its points, and what says for all of them how they add up. */
function pointsOf(fields: Fields, rest: Readonly<Record<string, readonly [number, Kind]>> = {}): Kind {
  const data = fieldsOf({ dataPoints: [1, listOf(message(() => fields))], ...rest });
  return message(() => data);
}

const metricFields = fieldsOf({
  name: [1, text],
  description: [2, text],
  unit: [3, text],
  gauge: [5, pointsOf(numberPointFields)],
  sum: [7, pointsOf(numberPointFields, { aggregationTemporality: temporality, isMonotonic: [3, bool] })],
  histogram: [9, pointsOf(histogramPointFields, { aggregationTemporality: temporality })],
  exponentialHistogram: [10, pointsOf(exponentialPointFields, { aggregationTemporality: temporality })],
  summary: [11, pointsOf(summaryPointFields)],
  metadata: [12, attributes],
});

/** The envelopes of the three signals differ in names only. */
function requestOf(names: { resources: string; scopes: string; records: string }, fields: Fields): Fields {
  const record = message(() => fields);
  const scopeRecords = fieldsOf({
    scope: [1, scope],
    [names.records]: [2, frameList(names.records, record)],
    schemaUrl: [3, text],
  });
  const resourceRecords = fieldsOf({
    resource: [1, resource],
    [names.scopes]: [
      2,
      frameList(
        names.scopes,
        frame(names.scopes, () => scopeRecords),
      ),
    ],
    schemaUrl: [3, text],
  });
  return fieldsOf({
    [names.resources]: [
      1,
      frameList(
        names.resources,
        frame(names.resources, () => resourceRecords),
      ),
    ],
  });
}

export const requestFields = {
  traces: requestOf({ resources: "resourceSpans", scopes: "scopeSpans", records: "spans" }, spanFields),
  logs: requestOf({ resources: "resourceLogs", scopes: "scopeLogs", records: "logRecords" }, logFields),
  metrics: requestOf({ resources: "resourceMetrics", scopes: "scopeMetrics", records: "metrics" }, metricFields),
} as const;
