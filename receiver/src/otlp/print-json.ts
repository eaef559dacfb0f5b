import type { Signal } from "../model/signal.ts";
import { BYTES, FIXED32, FIXED64, Malformed, readDouble, readUint64, VARINT, Wire } from "./wire.ts";

/** How a field is told, of which the cursor has read the number and the type. */
type Print = (wire: Wire, depth: number) => string;

interface Field {
  readonly name: string;
  readonly type: number;
  readonly print: Print;
  readonly isList: boolean;
}

type Fields = ReadonlyMap<number, Field>;

/**
 * An export request in OTLP/JSON, its fields in the order of the wire. What OTLP has no name for is left out, and of a
 * message that breaks off what comes behind. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function printJson(signal: Exclude<Signal, "metrics">, body: Uint8Array): string {
  return printMessage(new Wire(body), requests[signal], 0);
}

/** Deeper values than the way in lets through are not followed. */
const deepest = 2200;

function printMessage(wire: Wire, fields: Fields, depth: number): string {
  const values = new Map<Field, string | string[]>();
  try {
    while (wire.next()) printField(wire, fields, depth, values);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  const members = Array.from(
    values,
    ([{ name }, told]) => `"${name}":${Array.isArray(told) ? `[${told.join()}]` : told}`,
  );
  return `{${members.join()}}`;
}

function printField(wire: Wire, fields: Fields, depth: number, values: Map<Field, string | string[]>): void {
  const field = fields.get(wire.field);
  if (field === undefined || field.type !== wire.type || depth > deepest) return wire.skip();
  const told = field.print(wire, depth);
  const before = values.get(field);
  if (Array.isArray(before)) before.push(told);
  else values.set(field, field.isList ? [told] : told);
}

const stretchOf = (wire: Wire): Buffer => {
  wire.stretch();
  return Buffer.from(wire.bytes.buffer, wire.bytes.byteOffset + wire.from, wire.to - wire.from);
};

const double = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : String(value)) : `"${value}"`;

const text: Print = (wire) => JSON.stringify(stretchOf(wire).toString("utf8").toWellFormed());
const hex: Print = (wire) => `"${stretchOf(wire).toString("hex")}"`;
const base64: Print = (wire) => `"${stretchOf(wire).toString("base64")}"`;
const bool: Print = (wire) => String(wire.varint() !== 0);
const int32: Print = (wire) => String(wire.int32());
const uint32: Print = (wire) => String(wire.int32() >>> 0);
const int64: Print = (wire) => `"${BigInt.asIntN(64, wire.varint64())}"`;
const fixed32: Print = (wire) => String(wire.fixed32());
const time: Print = (wire) => `"${readUint64(wire.bytes, wire.fixed64())}"`;
const number: Print = (wire) => double(readDouble(wire.bytes, wire.fixed64()));

function message(fields: () => Fields): Print {
  return (wire, depth) => {
    wire.stretch();
    return printMessage(new Wire(wire.bytes, wire.from, wire.to), fields(), depth + 1);
  };
}

const typeOf: ReadonlyMap<Print, number> = new Map([
  ...[bool, int32, uint32, int64].map((print) => [print, VARINT] as const),
  ...[time, number].map((print) => [print, FIXED64] as const),
  [fixed32, FIXED32],
]);

type Told = readonly [number: number, name: string, print: Print, list?: "list"];

function fieldsOf(...told: readonly Told[]): Fields {
  return new Map(
    told.map(([at, name, print, list]) => [
      at,
      { name, print, type: typeOf.get(print) ?? BYTES, isList: list !== undefined },
    ]),
  );
}

const keyValue = message(() => keyValueFields);
const anyValue = message(() => anyValueFields);
const keyValueFields = fieldsOf([1, "key", text], [2, "value", anyValue]);
const arrayFields = fieldsOf([1, "values", anyValue, "list"]);
const mapFields = fieldsOf([1, "values", keyValue, "list"]);
const anyValueFields = fieldsOf(
  [1, "stringValue", text],
  [2, "boolValue", bool],
  [3, "intValue", int64],
  [4, "doubleValue", number],
  [5, "arrayValue", message(() => arrayFields)],
  [6, "kvlistValue", message(() => mapFields)],
  [7, "bytesValue", base64],
);

const resourceFields = fieldsOf([1, "attributes", keyValue, "list"], [2, "droppedAttributesCount", uint32]);
const scopeFields = fieldsOf(
  [1, "name", text],
  [2, "version", text],
  [3, "attributes", keyValue, "list"],
  [4, "droppedAttributesCount", uint32],
);

const eventFields = fieldsOf(
  [1, "timeUnixNano", time],
  [2, "name", text],
  [3, "attributes", keyValue, "list"],
  [4, "droppedAttributesCount", uint32],
);
const linkFields = fieldsOf(
  [1, "traceId", hex],
  [2, "spanId", hex],
  [3, "traceState", text],
  [4, "attributes", keyValue, "list"],
  [5, "droppedAttributesCount", uint32],
  [6, "flags", fixed32],
);
const statusFields = fieldsOf([2, "message", text], [3, "code", int32]);
const spanFields = fieldsOf(
  [1, "traceId", hex],
  [2, "spanId", hex],
  [3, "traceState", text],
  [4, "parentSpanId", hex],
  [5, "name", text],
  [6, "kind", int32],
  [7, "startTimeUnixNano", time],
  [8, "endTimeUnixNano", time],
  [9, "attributes", keyValue, "list"],
  [10, "droppedAttributesCount", uint32],
  [11, "events", message(() => eventFields), "list"],
  [12, "droppedEventsCount", uint32],
  [13, "links", message(() => linkFields), "list"],
  [14, "droppedLinksCount", uint32],
  [15, "status", message(() => statusFields)],
  [16, "flags", fixed32],
);
const logFields = fieldsOf(
  [1, "timeUnixNano", time],
  [2, "severityNumber", int32],
  [3, "severityText", text],
  [5, "body", anyValue],
  [6, "attributes", keyValue, "list"],
  [7, "droppedAttributesCount", uint32],
  [8, "flags", fixed32],
  [9, "traceId", hex],
  [10, "spanId", hex],
  [11, "observedTimeUnixNano", time],
  [12, "eventName", text],
);

function requestOf(names: { resources: string; scopes: string; records: string }, record: Fields): Fields {
  const scopeRecords = fieldsOf(
    [1, "scope", message(() => scopeFields)],
    [2, names.records, message(() => record), "list"],
    [3, "schemaUrl", text],
  );
  const resourceRecords = fieldsOf(
    [1, "resource", message(() => resourceFields)],
    [2, names.scopes, message(() => scopeRecords), "list"],
    [3, "schemaUrl", text],
  );
  return fieldsOf([1, names.resources, message(() => resourceRecords), "list"]);
}

const requests = {
  traces: requestOf({ resources: "resourceSpans", scopes: "scopeSpans", records: "spans" }, spanFields),
  logs: requestOf({ resources: "resourceLogs", scopes: "scopeLogs", records: "logRecords" }, logFields),
} as const;
