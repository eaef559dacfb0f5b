import { Integer, type Reading } from "./integer.ts";
import type { JsonCursor, Token } from "./json-cursor.ts";
import { hexDigit } from "./json-escapes.ts";
import { items, type Kind, spoil, type Translation } from "./json-message.ts";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const MAX_INT32 = 2 ** 31 - 1;
const MAX_UINT32 = 2 ** 32 - 1;
const MAX_BITS = 0xffff_ffff;

const integer = new Integer();

/** A string. A number or boolean in its place is kept as its text. */
export const text: Kind = ({ json, out, warnings }, field) => {
  if (json.atString()) {
    const start = out.begin(field);
    const { buffer, position } = out.reserve(json.bytes.length - json.position);
    out.advance(json.copyString(buffer, position));
    out.end(start);
    return;
  }
  const token = json.scalar();
  if (isNested(token)) {
    warnings.add("is no text, and what it stands in was refused", json.example());
    return out.uint(field, 0);
  }
  warnings.add("is not in quotes and was read as text", json.example());
  out.bytes(field, json.text.subarray(json.from, json.to));
};

/** Bytes in hex. What is not hex is written as it stands, never at the length of an id, so that its reader refuses it. */
export function id(size: number): Kind {
  return ({ json, out }, field) => {
    const token = json.scalar();
    if (json.from === json.to && token === '"') return;
    const start = out.begin(field);
    if (token === '"' && isHex(json)) {
      for (let i = json.from; i < json.to; i += 2) {
        out.rawByte((hexDigit(json.text[i]) << 4) | hexDigit(json.text[i + 1]));
      }
    } else {
      out.raw(json.text.subarray(json.from, json.to));
      if (json.to - json.from === size) out.rawByte(0x3f);
    }
    out.end(start);
  };
}

/** The nanoseconds of a record: text is kept as text, so that its reader sees what was wrong. */
export const time: Kind = (translation, field) => {
  const { json, out } = translation;
  if (!wroteFixed64(translation, field)) out.bytes(field, json.text.subarray(json.from, json.to));
};

/** The nanoseconds of what is only part of a record. */
export const innerTime: Kind = (translation, field) => {
  const { json, warnings } = translation;
  if (!wroteFixed64(translation, field)) warnings.add("is no time in nanoseconds and was left out", json.example());
};

export const count: Kind = (translation, field) => {
  if (!wroteFixed64(translation, field)) spoil(translation, COUNT, translation.json.example());
};

/** What lies outside of 64 bits is moved to their nearest end. False when it is no whole number. */
function wroteFixed64({ json, out, warnings }: Translation, field: number): boolean {
  const reading = readInteger(json);
  if (reading === "none") return false;
  if (reading === "exact" && !isNegative()) {
    out.fixed64Halves(field, integer.low, integer.high);
    return true;
  }
  warnings.add("does not fit into 64 bits without a sign and was moved to their nearest end", json.example());
  const bits = integer.negative ? 0 : MAX_BITS;
  out.fixed64Halves(field, bits, bits);
  return true;
}

export const fixed64Counts = countList(({ out }, field) => out.fixed64Halves(field, integer.low, integer.high));
export const uint64Counts = countList(({ out }, field) => out.int64Halves(field, integer.low, integer.high));

/** A negative count or a gap makes all buckets wrong. */
function countList(write: Kind): Kind {
  const item: Kind = (translation, field) => {
    if (readInteger(translation.json) === "exact" && !isNegative()) write(translation, field);
    else spoil(translation, COUNT, translation.json.example());
  };
  return scalarList(item, (translation) => spoil(translation, COUNT, "null"));
}

const COUNT = "whole number above or at 0";
const NUMBER = "number";

/** Exporters in JavaScript send NaN and the infinities as null. */
export const doubles: Kind = scalarList(
  (translation, field) => {
    const value = readDouble(translation.json);
    if (value === undefined) spoil(translation, NUMBER, translation.json.example());
    else translation.out.double(field, value);
  },
  ({ out }, field) => out.double(field, Number.NaN),
);

/** An attribute's integer: one that is no int64 is lost with a warning, or kept as a double if it has an exponent. */
export const intValue: Kind = ({ json, out, warnings }, field) => {
  const reading = readInteger(json);
  if (reading === "exact" && integer.isSigned) return out.int64Halves(field, integer.lowBits, integer.highBits);
  if (reading !== "none" && /[eE]/.test(json.example())) return out.double(DOUBLE_VALUE, Number(json.example()));
  warnings.add("is no 64-bit integer and was left out", json.example());
};

/** AnyValue.double_value, next to int_value. */
const DOUBLE_VALUE = 4;

export const sfixed64: Kind = (translation, field) => {
  const { json, out } = translation;
  if (readInteger(json) === "exact" && integer.isSigned) out.fixed64Halves(field, integer.lowBits, integer.highBits);
  else spoil(translation, "64-bit integer", json.example());
};

export const double: Kind = (translation, field) => {
  const value = readDouble(translation.json);
  if (value === undefined) spoil(translation, NUMBER, translation.json.example());
  else translation.out.double(field, value);
};

/** An attribute's double: what is none is lost with a warning. */
export const doubleValue: Kind = ({ json, out, warnings }, field) => {
  const value = readDouble(json);
  if (value === undefined) warnings.add("is no number and was left out", json.example());
  else out.double(field, value);
};

export const bool: Kind = ({ json, out, warnings }, field) => {
  const token = json.scalar();
  if (token === "t" || token === "f") out.uint(field, token === "t" ? 1 : 0);
  else warnings.add("is neither true nor false and was left out", json.example());
};

export const base64: Kind = ({ json, out, warnings }, field) => {
  const token = json.scalar();
  const value = json.text.toString("latin1", json.from, json.to);
  if (token === '"' && BASE64.test(value)) out.bytes(field, Buffer.from(value, "base64"));
  else warnings.add("is not base64 and was left out", json.example());
};

export const uint32: Kind = (translation, field) => {
  const value = whole(translation, 0, MAX_UINT32);
  if (value !== undefined) translation.out.uint(field, value);
};

export const fixed32: Kind = (translation, field) => {
  const value = whole(translation, 0, MAX_UINT32);
  if (value !== undefined) translation.out.fixed32(field, value);
};

export const sint32: Kind = (translation, field) => {
  const { json, out } = translation;
  const fits = readInteger(json) === "exact" && integer.value >= -MAX_INT32 - 1 && integer.value <= MAX_INT32;
  if (fits) out.sint32(field, integer.value);
  else spoil(translation, "32-bit integer", json.example());
};

/** Numbers by the standard; names too, as people who write by hand send them. */
export function enumeration(...names: readonly string[]): Kind {
  return (translation, field) => {
    const { json, out } = translation;
    const named = json.atString() ? nameAt(json, names) : -1;
    const value = named >= 0 ? named : whole(translation, -MAX_INT32 - 1, MAX_INT32);
    if (value !== undefined) out.int(field, value);
  };
}

/** Only profiles may use it, and no table of strings comes with other signals. */
export const stringIndex: Kind = ({ json, warnings }) => {
  json.skipValue();
  warnings.add("an index into a table of strings was left out: there is no such table outside of profiles");
};

/** Looks ahead: the cursor stays where it is unless the text is one of the names. */
function nameAt(json: JsonCursor, names: readonly string[]): number {
  const { position } = json;
  json.scalar();
  const index = names.indexOf(json.text.toString("latin1", json.from, json.to));
  if (index < 0) json.position = position;
  return index;
}

function scalarList(kind: Kind, nullKind: Kind): Kind {
  return (translation, field) => {
    if (translation.json.atList()) return items(translation, field, kind, nullKind);
    kind(translation, field);
  };
}

function whole({ json, warnings }: Translation, least: number, most: number): number | undefined {
  if (readInteger(json) === "exact" && integer.value >= least && integer.value <= most) return integer.value;
  warnings.add(`is no whole number from ${least} to ${most} and was left out`, json.example());
  return undefined;
}

function readInteger(json: JsonCursor): Reading {
  const token = json.scalar();
  return token === '"' || token === "0" ? integer.read(json.text, json.from, json.to) : "none";
}

function isNegative(): boolean {
  return integer.negative && !integer.isZero;
}

function readDouble(json: JsonCursor): number | undefined {
  const token = json.scalar();
  const value = json.text.toString("latin1", json.from, Math.min(json.to, json.from + 1000));
  if (token === "0" || (token === '"' && DECIMAL.test(value))) return Number(value);
  return token === '"' && /^(?:NaN|-?Infinity)$/.test(value) ? Number(value) : undefined;
}

function isNested(token: Token): boolean {
  return token === "{" || token === "[";
}

function isHex({ text, from, to }: JsonCursor): boolean {
  if ((to - from) % 2 !== 0) return false;
  for (let i = from; i < to; i++) if (hexDigit(text[i]) < 0) return false;
  return true;
}
