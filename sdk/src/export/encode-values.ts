import type { InstrumentationScope } from "@opentelemetry/core";
import { fixed64Tag, lengthTag, type ProtobufWriter, varintTag } from "./protobuf-writer.ts";

/** Deeper values, and more of them within one attribute, are left out: an object may hold itself. */
const MOST_DEPTH = 32;
const MOST_VALUES = 100_000;

const TWO_TO_63 = 2 ** 63;

interface Allowance {
  values: number;
}

/** Only that of a log record is typed to have them. */
interface ScopeWithAttributes {
  readonly attributes?: object;
  readonly droppedAttributesCount?: number;
}

/** What of the rest of a number's bytes is likely: its tag, its length. */
const FRAME = 4;

/** Repeated KeyValue. An attribute without a value is left out. */
export function writeAttributes(writer: ProtobufWriter, field: number, attributes: object | undefined): void {
  if (!attributes) return;
  for (const key in attributes) {
    if (!Object.hasOwn(attributes, key)) continue;
    const value = (attributes as Record<string, unknown>)[key];
    if (value === undefined) continue;
    writer.byte(lengthTag(field));
    if (typeof value === "string") writeText(writer, key, value);
    else writePair(writer, key, value, { values: MOST_VALUES }, 0);
  }
}

/** The body of a log record, say. */
export function writeAny(writer: ProtobufWriter, field: number, value: unknown): void {
  writer.byte(lengthTag(field));
  writeValue(writer, value, { values: MOST_VALUES }, 0);
}

export function writeScope(writer: ProtobufWriter, field: number, scope: InstrumentationScope): void {
  writer.byte(lengthTag(field));
  const start = writer.begin();
  writeOptionalText(writer, 1, scope.name);
  writeOptionalText(writer, 2, scope.version);
  const { attributes, droppedAttributesCount } = scope as ScopeWithAttributes;
  writeAttributes(writer, 3, attributes);
  writeCount(writer, 4, droppedAttributesCount);
  writer.end(start);
}

/** Nothing for a text that is empty, as proto3 has it. */
export function writeOptionalText(writer: ProtobufWriter, field: number, text: string | undefined): void {
  if (!text) return;
  writer.byte(lengthTag(field));
  writer.text(String(text));
}

/** Nothing for zero. */
export function writeCount(writer: ProtobufWriter, field: number, count: number | undefined): void {
  if (!count || !(count > 0)) return;
  writer.byte(varintTag(field));
  writer.varint(Math.min(Math.floor(count), Number.MAX_SAFE_INTEGER));
}

/** KeyValue with a text: what most attributes are, and where the bytes are. */
function writeText(writer: ProtobufWriter, key: string, text: string): void {
  const expectedValue = text.length + FRAME;
  const expected = expectedValue + key.length + 2 * FRAME;
  const start = writer.begin(expected);
  writer.byte(lengthTag(1));
  writer.text(key);
  writer.byte(lengthTag(2));
  const value = writer.begin(expectedValue);
  writer.byte(lengthTag(1));
  writer.text(text);
  writer.end(value, expectedValue);
  writer.end(start, expected);
}

function writePair(writer: ProtobufWriter, key: string, value: unknown, allowance: Allowance, depth: number): void {
  const start = writer.begin();
  writer.byte(lengthTag(1));
  writer.text(key);
  writer.byte(lengthTag(2));
  writeValue(writer, value, allowance, depth);
  writer.end(start);
}

/** An AnyValue with its length before it; an empty one for what OTLP has no word for. */
function writeValue(writer: ProtobufWriter, value: unknown, allowance: Allowance, depth: number): void {
  const start = writer.begin();
  allowance.values--;
  if (typeof value === "string") {
    writer.byte(lengthTag(1));
    writer.text(value);
  } else if (typeof value === "number") {
    writeNumber(writer, value);
  } else if (typeof value === "boolean") {
    writer.byte(varintTag(2));
    writer.byte(value ? 1 : 0);
  } else if (typeof value === "bigint") {
    writeBigInt(writer, value);
  } else if (typeof value === "object" && value !== null && depth < MOST_DEPTH && allowance.values > 0) {
    writeNested(writer, value, allowance, depth + 1);
  }
  writer.end(start);
}

function writeNumber(writer: ProtobufWriter, value: number): void {
  if (Number.isInteger(value) && value >= -TWO_TO_63 && value < TWO_TO_63) {
    writer.byte(varintTag(3));
    writer.signedVarint(value);
    return;
  }
  writer.byte(fixed64Tag(4));
  writer.double(value);
}

/** As text when it is more than an int64 holds. */
function writeBigInt(writer: ProtobufWriter, value: bigint): void {
  if (BigInt.asIntN(64, value) === value) {
    writer.byte(varintTag(3));
    writer.varint64(Number(value & 0xffff_ffffn), Number((value >> 32n) & 0xffff_ffffn));
    return;
  }
  writer.byte(lengthTag(1));
  writer.text(String(value));
}

function writeNested(writer: ProtobufWriter, value: object, allowance: Allowance, depth: number): void {
  if (value instanceof Uint8Array) {
    writer.byte(lengthTag(7));
    writer.bytes(value);
    return;
  }
  writer.byte(lengthTag(Array.isArray(value) ? 5 : 6));
  const start = writer.begin();
  if (Array.isArray(value)) writeItems(writer, value, allowance, depth);
  else writeEntries(writer, value, allowance, depth);
  writer.end(start);
}

/** Each keeps its place: one without a value is an empty one. */
function writeItems(writer: ProtobufWriter, items: readonly unknown[], allowance: Allowance, depth: number): void {
  for (const item of items) {
    if (allowance.values <= 0) return;
    writer.byte(lengthTag(1));
    writeValue(writer, item, allowance, depth);
  }
}

function writeEntries(writer: ProtobufWriter, entries: object, allowance: Allowance, depth: number): void {
  for (const key in entries) {
    if (allowance.values <= 0) return;
    if (!Object.hasOwn(entries, key)) continue;
    const value = (entries as Record<string, unknown>)[key];
    if (value === undefined) continue;
    writer.byte(lengthTag(1));
    writePair(writer, key, value, allowance, depth);
  }
}
