import { BYTES, FIXED64, readDouble, VARINT, Wire } from "../otlp/wire.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { decode } from "./good-text.ts";
import type { Tally } from "./tally.ts";

/** The types of a kept value, one letter each. `clickhouse/README.md` says how a value of each type is written. */
export const STRING = 0x73;
export const INT = 0x69;
export const DOUBLE = 0x64;
export const BOOL = 0x62;
export const BINARY = 0x79;
export const EMPTY = 0x65;
export const JSON_TEXT = 0x6a;
export const FOLDED_STRING = 0x53;
export const FOLDED_JSON = 0x4a;

/** Finds what an AnyValue holds, in place: its type, and where the content lies. The last of several members holds. */
export class AnyValue {
  type = EMPTY;
  from = 0;
  to = 0;
  /** 5 for an array, 6 for a list of keys and values, when `type` is JSON_TEXT. */
  member = 0;

  read(wire: Wire): void {
    this.type = EMPTY;
    while (wire.next()) this.readMember(wire);
  }

  private readMember(wire: Wire): void {
    const type = typeOf(wire.field, wire.type);
    if (type === EMPTY) return wire.skip();
    this.type = type;
    this.member = wire.field;
    if (wire.type === BYTES) {
      wire.stretch();
      this.from = wire.from;
      this.to = wire.to;
      return;
    }
    this.from = wire.position;
    wire.skip();
    this.to = wire.position;
  }
}

function typeOf(field: number, wireType: number): number {
  if (wireType === BYTES) {
    if (field === 1) return STRING;
    if (field === 5 || field === 6) return JSON_TEXT;
    if (field === 7) return BINARY;
  } else if (wireType === VARINT) {
    if (field === 2) return BOOL;
    if (field === 3) return INT;
  } else if (wireType === FIXED64 && field === 4) return DOUBLE;
  return EMPTY;
}

export function intText(bytes: Uint8Array, from: number, to: number): string {
  const wire = new Wire(bytes, from, to);
  const rough = wire.varint();
  return rough <= Number.MAX_SAFE_INTEGER ? String(rough) : String(BigInt.asIntN(64, wire.over(from, to).varint64()));
}

/** Writes arrays and lists of keys and values as JSON text that tells the types apart. */
export class JsonText {
  private readonly out: RowBuffer;
  private readonly nesting: number;

  constructor(out: RowBuffer, nesting: number) {
    this.out = out;
    this.nesting = nesting;
  }

  /** Writes the value into the buffer, from its beginning. */
  write(bytes: Uint8Array, value: AnyValue, tally: Tally): void {
    this.out.rewind();
    this.value(bytes, value, 0, tally);
  }

  private value(bytes: Uint8Array, value: AnyValue, depth: number, tally: Tally): void {
    const { type, from, to } = value;
    if (type === JSON_TEXT) this.many(bytes, value, depth, tally);
    else if (type === STRING) this.put(JSON.stringify(decode(bytes, from, to).toWellFormed()));
    else if (type === INT) this.put(intText(bytes, from, to));
    else if (type === DOUBLE) this.put(doubleText(readDouble(bytes, from)));
    else if (type === BOOL) this.put(bytes[from] === 0 ? "false" : "true");
    else if (type === BINARY) this.put(`{"$bytes":"${base64(bytes, from, to)}"}`);
    else this.put("null");
  }

  private many(bytes: Uint8Array, { from, to, member }: AnyValue, depth: number, tally: Tally): void {
    if (depth >= this.nesting) {
      tally.cuts += 1;
      this.put(`"…[cut: nested deeper than ${this.nesting}]"`);
      return;
    }
    const isArray = member === 5;
    const wire = new Wire(bytes, from, to);
    let first = true;
    this.put(isArray ? "[" : "{");
    while (wire.next()) {
      if (wire.field !== 1 || wire.type !== BYTES) {
        wire.skip();
        continue;
      }
      wire.stretch();
      if (!first) this.put(",");
      first = false;
      if (isArray) this.item(bytes, wire.from, wire.to, depth, tally);
      else this.entry(bytes, wire.from, wire.to, depth, tally);
    }
    this.put(isArray ? "]" : "}");
  }

  private item(bytes: Uint8Array, from: number, to: number, depth: number, tally: Tally): void {
    const value = new AnyValue();
    value.read(new Wire(bytes, from, to));
    this.value(bytes, value, depth + 1, tally);
  }

  private entry(bytes: Uint8Array, from: number, to: number, depth: number, tally: Tally): void {
    const wire = new Wire(bytes, from, to);
    const value = new AnyValue();
    let key = "";
    while (wire.next()) {
      if (wire.type !== BYTES || wire.field > 2) {
        wire.skip();
        continue;
      }
      wire.stretch();
      if (wire.field === 1) key = decode(bytes, wire.from, wire.to);
      else value.read(new Wire(bytes, wire.from, wire.to));
    }
    this.put(`${JSON.stringify(key.toWellFormed())}:`);
    this.value(bytes, value, depth + 1, tally);
  }

  private put(text: string): void {
    this.out.plain(text);
  }
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) return `{"$double":"${value}"}`;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function base64(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("base64");
}
