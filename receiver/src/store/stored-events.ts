import type { Link, SpanEvent } from "../model/span.ts";
import { BYTES, FIXED64, Malformed, readDouble, readUint64, VARINT, Wire } from "../otlp/wire.ts";
import type { Attributes } from "./stored-values.ts";

export interface Exemplar {
  readonly time: string;
  readonly value: number | string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly attributes: Attributes;
}

/** Reads the bytes of an OTLP Span.Event. Bytes that are none are told as an event without name. */
export function readEvent(bytes: Uint8Array): SpanEvent {
  let time = 0n;
  let name = "";
  const attributes: Record<string, unknown> = Object.create(null);
  eachField(bytes, (wire) => {
    if (wire.field === 1 && wire.type === FIXED64) time = readUint64(bytes, wire.fixed64());
    else if (wire.field === 2 && wire.type === BYTES) name = textOf(wire);
    else if (wire.field === 3 && wire.type === BYTES) readKeyValue(wire, attributes, 0);
    else wire.skip();
  });
  return { time: String(time), name, attributes };
}

/** Reads the bytes of an OTLP Span.Link. */
export function readLink(bytes: Uint8Array): Link {
  let traceId = "";
  let spanId = "";
  const attributes: Record<string, unknown> = Object.create(null);
  eachField(bytes, (wire) => {
    if (wire.field === 1 && wire.type === BYTES) traceId = hexOf(wire);
    else if (wire.field === 2 && wire.type === BYTES) spanId = hexOf(wire);
    else if (wire.field === 4 && wire.type === BYTES) readKeyValue(wire, attributes, 0);
    else wire.skip();
  });
  return { traceId, spanId, attributes };
}

/** Reads the bytes of an OTLP Exemplar. */
export function readExemplar(bytes: Uint8Array): Exemplar {
  let time = 0n;
  let value: number | string | null = null;
  let traceId = "";
  let spanId = "";
  const attributes: Record<string, unknown> = Object.create(null);
  eachField(bytes, (wire) => {
    if (wire.field === 2 && wire.type === FIXED64) time = readUint64(bytes, wire.fixed64());
    else if (wire.field === 3 && wire.type === FIXED64) value = toldDouble(readDouble(bytes, wire.fixed64()));
    else if (wire.field === 6 && wire.type === FIXED64) value = toldWhole(readUint64(bytes, wire.fixed64()));
    else if (wire.field === 4 && wire.type === BYTES) spanId = hexOf(wire);
    else if (wire.field === 5 && wire.type === BYTES) traceId = hexOf(wire);
    else if (wire.field === 7 && wire.type === BYTES) readKeyValue(wire, attributes, 0);
    else wire.skip();
  });
  return { time: String(time), value, traceId: traceId || null, spanId: spanId || null, attributes };
}

function eachField(bytes: Uint8Array, read: (wire: Wire) => void): void {
  const wire = new Wire(bytes);
  try {
    while (wire.next()) read(wire);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
}

/** Deeper values than the way in lets through are not followed. */
const maxNesting = 100;

function readKeyValue(outer: Wire, into: Record<string, unknown>, depth: number): void {
  let key = "";
  let value: unknown = null;
  eachIn(outer, (wire) => {
    if (wire.field === 1 && wire.type === BYTES) key = textOf(wire);
    else if (wire.field === 2 && wire.type === BYTES) value = readAnyValue(wire, depth + 1);
    else wire.skip();
  });
  into[key] = value;
}

function readAnyValue(outer: Wire, depth: number): unknown {
  let value: unknown = null;
  eachIn(outer, (wire) => {
    if (wire.field === 1 && wire.type === BYTES) value = textOf(wire);
    else if (wire.field === 2 && wire.type === VARINT) value = wire.varint() !== 0;
    else if (wire.field === 3 && wire.type === VARINT) value = toldWhole(wire.varint64());
    else if (wire.field === 4 && wire.type === FIXED64) value = toldDouble(readDouble(wire.bytes, wire.fixed64()));
    else if (wire.field === 5 && wire.type === BYTES) value = readArray(wire, depth);
    else if (wire.field === 6 && wire.type === BYTES) value = readList(wire, depth);
    else if (wire.field === 7 && wire.type === BYTES) value = base64Of(wire);
    else wire.skip();
  });
  return value;
}

function readArray(outer: Wire, depth: number): readonly unknown[] | null {
  const values: unknown[] = [];
  eachIn(outer, (wire) => {
    if (wire.field === 1 && wire.type === BYTES && depth < maxNesting) values.push(readAnyValue(wire, depth + 1));
    else wire.skip();
  });
  return values;
}

function readList(outer: Wire, depth: number): Attributes {
  const values: Record<string, unknown> = Object.create(null);
  eachIn(outer, (wire) => {
    if (wire.field === 1 && wire.type === BYTES && depth < maxNesting) readKeyValue(wire, values, depth);
    else wire.skip();
  });
  return values;
}

function eachIn(outer: Wire, read: (wire: Wire) => void): void {
  outer.stretch();
  const wire = new Wire(outer.bytes, outer.from, outer.to);
  while (wire.next()) read(wire);
}

function stretchOf(wire: Wire): Buffer {
  wire.stretch();
  const { buffer, byteOffset } = wire.bytes;
  return Buffer.from(buffer, byteOffset + wire.from, wire.to - wire.from);
}

const textOf = (wire: Wire) => stretchOf(wire).toString("utf8");
const hexOf = (wire: Wire) => stretchOf(wire).toString("hex");
const base64Of = (wire: Wire) => stretchOf(wire).toString("base64");

const toldDouble = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

function toldWhole(bits: bigint): number | string {
  const value = BigInt.asIntN(64, bits);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
