import { endOfRun, holdsAny, letters, ofDigits, ofLine, ofPlainValue, ofSpace } from "./letters.ts";
import type { SecretName } from "./names.ts";

/** The value that stands for a name in text. */
export interface Assigned {
  readonly from: number;
  readonly to: number;
  /** What is to stand around the mark, so that JSON stays JSON. */
  readonly quote: string;
}

const backslash = 0x5c;
const quotes = letters("\"'");
const noValues = new Set(["", "true", "false", "null", "none", "undefined", "nil"]);

/**
 * The value told after a name that ends at `end`: a member of JSON, also of JSON within strings of JSON and of what
 * Python prints, `name=value`, or a line of headers. Undefined when nothing is assigned there.
 */
export function assignedAt(bytes: Uint8Array, end: number, to: number, name: SecretName): Assigned | undefined {
  const quote = quoteAt(bytes, end, to);
  if (quote === undefined) return plainAssignment(bytes, end, to, name);
  const at = endOfRun(bytes, quote.after, to, ofSpace);
  if (bytes[at] === 0x3a) return valueAt(bytes, endOfRun(bytes, at + 1, to, ofSpace), to, quote);
  if (bytes[at] === 0x3d)
    return valueAt(bytes, endOfRun(bytes, bytes[at + 1] === 0x3e ? at + 2 : at + 1, to, ofSpace), to, quote);
  if (bytes[at] === 0x2c && name.isHeader) return pairedWith(bytes, endOfRun(bytes, at + 1, to, ofSpace), to);
  return undefined;
}

interface Quote {
  /** The quote and the backslashes before it: one within the string of another has 1, 3, 7 … */
  readonly text: string;
  readonly slashes: number;
  readonly byte: number;
  readonly after: number;
}

function quoteAt(bytes: Uint8Array, from: number, to: number): Quote | undefined {
  let at = from;
  while (at < to && bytes[at] === backslash) at += 1;
  const byte = bytes[at] ?? 0;
  if (at >= to || quotes[byte] !== 1) return undefined;
  const slashes = at - from;
  return { text: `${"\\".repeat(Math.min(slashes, 64))}${String.fromCharCode(byte)}`, slashes, byte, after: at + 1 };
}

/** Where the string ends that the quote opened: before the backslashes of its closing quote. */
function endOfQuoted(bytes: Uint8Array, { byte, slashes, after }: Quote, to: number): number {
  let at = after;
  while (at < to) {
    if (bytes[at] !== backslash && bytes[at] !== byte) {
      at += 1;
      continue;
    }
    const from = at;
    while (at < to && bytes[at] === backslash) at += 1;
    const isClosing = at < to && bytes[at] === byte && (at - from) % (2 * (slashes + 1)) === slashes;
    if (isClosing) return at - slashes;
    at += at < to ? 1 : 0;
  }
  return to;
}

function quoted(bytes: Uint8Array, quote: Quote, to: number): Assigned | undefined {
  const end = endOfQuoted(bytes, quote, to);
  return end > quote.after ? { from: quote.after, to: end, quote: "" } : undefined;
}

function valueAt(bytes: Uint8Array, at: number, to: number, nameQuote: Quote): Assigned | undefined {
  const isBytes = bytes[at] === 0x62 && quotes[bytes[at + 1] ?? 0] === 1;
  const quote = quoteAt(bytes, isBytes ? at + 1 : at, to);
  if (quote !== undefined) return quoted(bytes, quote, to);
  const byte = bytes[at];
  if (byte === 0x5b || byte === 0x7b) return container(bytes, at, to, nameQuote);
  const end = endOfRun(bytes, at, to, ofPlainValue);
  return noValues.has(textOf(bytes, at, Math.min(end, at + 12)).toLowerCase())
    ? undefined
    : { from: at, to: end, quote: nameQuote.text };
}

/** A list or an object, to its end, or as far as it goes. */
function container(bytes: Uint8Array, from: number, to: number, quote: Quote): Assigned | undefined {
  if (bytes[from] === 0x7b && isSchema(bytes, from + 1, to)) return undefined;
  let depth = 0;
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === quote.byte || byte === backslash) {
      const opened = quoteAt(bytes, at, to);
      at = opened === undefined ? at + 1 : Math.min(to, endOfQuoted(bytes, opened, to) + opened.slashes + 1);
      continue;
    }
    if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    at += 1;
    if (depth === 0) break;
  }
  return at - from > 2 ? { from, to: at, quote: quote.text } : undefined;
}

const wordsOfSchemas = new Set(["type", "description", "title", "$ref", "anyOf", "oneOf", "allOf", "enum", "default"]);

/** A tool may ask for a password: what it says of that is no password. */
function isSchema(bytes: Uint8Array, from: number, to: number): boolean {
  const quote = quoteAt(bytes, endOfRun(bytes, from, to, ofSpace), to);
  if (quote === undefined) return false;
  return wordsOfSchemas.has(textOf(bytes, quote.after, endOfQuoted(bytes, quote, Math.min(to, quote.after + 16))));
}

/** `["authorization", "…"]` and `{"name": "authorization", "value": "…"}`. */
function pairedWith(bytes: Uint8Array, at: number, to: number): Assigned | undefined {
  const isBytes = bytes[at] === 0x62 && quotes[bytes[at + 1] ?? 0] === 1;
  const quote = quoteAt(bytes, isBytes ? at + 1 : at, to);
  if (quote === undefined) return undefined;
  const end = endOfQuoted(bytes, quote, to);
  const next = endOfRun(bytes, Math.min(to, end + quote.slashes + 1), to, ofSpace);
  if (bytes[next] !== 0x3a) return quoted(bytes, quote, to);
  if (textOf(bytes, quote.after, Math.min(end, quote.after + 8)) !== "value") return undefined;
  return valueAt(bytes, endOfRun(bytes, next + 1, to, ofSpace), to, quote);
}

const ofBlank = letters(" \t");
const unlikeProse = letters("0123456789!@#$%^*_+=");

function plainAssignment(bytes: Uint8Array, end: number, to: number, name: SecretName): Assigned | undefined {
  const sign = endOfRun(bytes, end, Math.min(to, end + 2), ofBlank);
  const isLine = bytes[sign] === 0x3a;
  if (sign >= to || !(isLine || bytes[sign] === 0x3d) || bytes[sign + 1] === 0x3d) return undefined;
  const from = endOfRun(bytes, sign + 1, Math.min(to, sign + 3), ofBlank);
  const quote = quoteAt(bytes, from, to);
  if (quote !== undefined) return quote.slashes === 0 || isOpening(quote) ? quoted(bytes, quote, to) : undefined;
  const near = endOfRun(bytes, from, Math.min(to, from + longestWord), ofPlainValue);
  if (near - from < longestWord && !isValue(bytes, from, near, isLine, name)) return undefined;
  if (name.what === "cookie") return line(bytes, from, to);
  const stop = endOfRun(bytes, near, to, ofPlainValue);
  return { from, to: name.what === "authorization" ? withSecondWord(bytes, stop, to) : stop, quote: "" };
}

/** What is longer is neither code nor prose, and is not looked at time and again. */
const longestWord = 128;

function isValue(bytes: Uint8Array, from: number, stop: number, isLine: boolean, name: SecretName): boolean {
  if (stop - from < 3 || isCode(bytes, from, stop, name)) return false;
  if (name.what === "cookie") return holdsAny(bytes, from, stop, equals);
  return !(isLine && name.isWord) || holdsAny(bytes, from, stop, unlikeProse);
}

const equals = letters("=");
const isOpening = ({ slashes }: Quote) => slashes > 0;

function line(bytes: Uint8Array, from: number, to: number): Assigned {
  return { from, to: endOfRun(bytes, from, to, ofLine), quote: "" };
}

/** A scheme and what it is given. */
function withSecondWord(bytes: Uint8Array, stop: number, to: number): number {
  const next = endOfRun(bytes, stop, Math.min(to, stop + 2), ofBlank);
  return next === stop ? stop : endOfRun(bytes, next, to, ofPlainValue);
}

/** `password = os.environ["…"]`, `api_key=api_key`, `secret=$SECRET`: a value is named there, not told. */
function isCode(bytes: Uint8Array, from: number, stop: number, { what }: SecretName): boolean {
  const next = bytes[stop];
  if (next === 0x28 || next === 0x5b || bytes[from] === 0x24 || bytes[from] === 0x25) return true;
  if (holdsAny(bytes, from, stop, ofDigits)) return false;
  const text = textOf(bytes, from, stop);
  if (/^[A-Za-z_]+\.[A-Za-z_.]+$/.test(text)) return true;
  return what !== "authorization" && /^[a-z_]*(?:key|token|secret|password|cookie)s?$/i.test(text);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString("latin1");
}
