import { BadRequest } from "../errors.ts";
import { hexDigit, putCodePoint, shortEscapes } from "./json-escapes.ts";

/** What `scalar` found: the first letter of the JSON type; `{` and `[` stand for a whole object or list. */
export type Token = '"' | "0" | "t" | "f" | "n" | "{" | "[";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** An AnyValue takes up to four levels of JSON for each of its own, so this leaves room for a hundred of those. */
const MAX_DEPTH = 512;

/** How far a loop looks for the end of a string before a native search, dear to call, is worth it. */
const NEAR = 48;

const EXAMPLE_BYTES = 200;

const literals = { t: Buffer.from("true"), f: Buffer.from("false"), n: Buffer.from("null") } as const;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads JSON (RFC 8259, and control characters in strings) in place, forwards, without building values: memory does not
 * grow with what the text says, only with its depth, which is bounded. Throws `BadRequest` where the text is not JSON.
 * The bytes must be UTF-8.
 */
export class JsonCursor {
  readonly bytes: Buffer;
  position: number;
  /** Where the text of the last `key` or `scalar` lies: inside the quotes, escapes resolved, for strings. */
  text: Buffer;
  from = 0;
  to = 0;
  private depth = 0;
  private quoteAt = -1;
  private backslashAt = -1;

  constructor(bytes: Buffer, position = 0) {
    this.bytes = bytes;
    this.text = bytes;
    this.position = position;
  }

  /** The next byte that is not white space, without stepping over it; -1 at the end. */
  peek(): number {
    const { bytes } = this;
    let { position } = this;
    let byte = bytes[position];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++position];
    this.position = position;
    return byte ?? -1;
  }

  atObject(): boolean {
    return this.peek() === OPEN_OBJECT;
  }

  atString(): boolean {
    return this.peek() === QUOTE;
  }

  atList(): boolean {
    return this.peek() === OPEN_LIST;
  }

  /** Steps over a null, if one is next. */
  skippedNull(): boolean {
    if (this.peek() !== 0x6e) return false;
    this.literal("n");
    return true;
  }

  /** Steps into an object or list; false when it is empty and already left. */
  enter(): boolean {
    const close = this.bytes[this.position++] === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
    if (++this.depth > MAX_DEPTH) throw new BadRequest(`the JSON is nested more than ${MAX_DEPTH} levels deep`);
    if (this.peek() !== close) return true;
    this.leave();
    return false;
  }

  /** After a member of an object: whether another follows. */
  nextMember(): boolean {
    return this.next(CLOSE_OBJECT);
  }

  /** After an item of a list: whether another follows. */
  nextItem(): boolean {
    return this.next(CLOSE_LIST);
  }

  /** Reads a member's key into `text`, `from`, `to`, and steps over the colon. */
  key(): void {
    if (this.peek() !== QUOTE) throw this.broken("a key in quotes was expected");
    this.string();
    if (this.peek() !== COLON) throw this.broken("a colon was expected");
    this.position++;
  }

  /** Reads one value into `text`, `from`, `to`; of an object or list that is its JSON text. */
  scalar(): Token {
    const byte = this.peek();
    if (byte === QUOTE) {
      this.string();
      return '"';
    }
    const start = this.position;
    const token = this.skipUnquoted(byte);
    this.text = this.bytes;
    this.from = start;
    this.to = this.position;
    return token;
  }

  /** The beginning of what `scalar` last read, for a person. */
  example(): string {
    return this.text.toString("utf8", this.from, Math.min(this.to, this.from + EXAMPLE_BYTES));
  }

  skipValue(): void {
    const byte = this.peek();
    if (byte === QUOTE) this.skipString();
    else this.skipUnquoted(byte);
  }

  /** Steps over a string and puts its text, escapes resolved, at `target[at…]`; returns where it ends there. */
  copyString(target: Uint8Array, at: number): number {
    const { bytes } = this;
    let source = this.position + 1;
    let end = at;
    for (;;) {
      const near = Math.min(source + NEAR, bytes.length);
      while (source < near && bytes[source] !== QUOTE && bytes[source] !== BACKSLASH) {
        target[end++] = bytes[source++] as number;
      }
      if (source === near) {
        const from = source;
        source = this.endOfRun(source);
        target.set(bytes.subarray(from, source), end);
        end += source - from;
      }
      this.position = source;
      if (bytes[source] === QUOTE) break;
      end = this.unescape(target, end);
      source = this.position;
    }
    this.position++;
    return end;
  }

  atEnd(): boolean {
    return this.peek() === -1;
  }

  broken(what: string): BadRequest {
    return new BadRequest(`the body is not JSON: ${what} at byte ${this.position}`);
  }

  private next(close: number): boolean {
    const byte = this.peek();
    if (byte === COMMA) {
      this.position++;
      return true;
    }
    if (byte !== close) throw this.broken(`"," or "${String.fromCharCode(close)}" was expected`);
    this.leave();
    return false;
  }

  private leave(): void {
    this.position++;
    this.depth--;
  }

  private string(): void {
    const start = this.position + 1;
    if (this.skipString()) {
      const length = this.position - start;
      this.text = Buffer.allocUnsafe(length);
      this.position = start - 1;
      this.from = 0;
      this.to = this.copyString(this.text, 0);
    } else {
      this.text = this.bytes;
      this.from = start;
      this.to = this.position - 1;
    }
  }

  /** Steps over a string and tells whether it has escapes. */
  private skipString(): boolean {
    const { bytes } = this;
    let position = this.position + 1;
    let escaped = false;
    for (;;) {
      const near = Math.min(position + NEAR, bytes.length);
      while (position < near && bytes[position] !== QUOTE && bytes[position] !== BACKSLASH) position++;
      if (position === near) position = this.endOfRun(position);
      if (bytes[position] === QUOTE) break;
      escaped = true;
      position += this.escapeLength(position);
    }
    this.position = position + 1;
    return escaped;
  }

  /** Where the next quote or backslash is. Both are kept, so that each byte is searched once, natively. */
  private endOfRun(position: number): number {
    if (this.quoteAt < position) this.quoteAt = this.find(QUOTE, position);
    if (this.backslashAt < position) this.backslashAt = this.find(BACKSLASH, position);
    const end = Math.min(this.quoteAt, this.backslashAt);
    if (end < this.bytes.length) return end;
    this.position = end;
    throw this.broken("a string has no end");
  }

  private find(byte: number, position: number): number {
    const found = this.bytes.indexOf(byte, position);
    return found < 0 ? this.bytes.length : found;
  }

  private escapeLength(position: number): number {
    const letter = this.bytes[position + 1] as number;
    if (shortEscapes[letter] !== undefined) return 2;
    this.position = position;
    if (letter !== 0x75) throw this.broken("an unknown escape");
    this.codeUnit();
    return 6;
  }

  private skipUnquoted(byte: number): Token {
    if (byte === OPEN_OBJECT) return this.skipObject();
    if (byte === OPEN_LIST) return this.skipList();
    if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) return this.number();
    if (byte === 0x74) return this.literal("t");
    if (byte === 0x66) return this.literal("f");
    if (byte === 0x6e) return this.literal("n");
    throw this.broken(byte === -1 ? "the text ends too early" : "a value was expected");
  }

  private skipObject(): Token {
    for (let more = this.enter(); more; more = this.nextMember()) {
      if (this.peek() !== QUOTE) throw this.broken("a key in quotes was expected");
      this.skipString();
      if (this.peek() !== COLON) throw this.broken("a colon was expected");
      this.position++;
      this.skipValue();
    }
    return "{";
  }

  private skipList(): Token {
    for (let more = this.enter(); more; more = this.nextItem()) this.skipValue();
    return "[";
  }

  private literal(token: "t" | "f" | "n"): Token {
    for (const byte of literals[token]) {
      if (this.bytes[this.position] !== byte) throw this.broken("a value was expected");
      this.position++;
    }
    return token;
  }

  private number(): Token {
    const { bytes, position: start } = this;
    let position = bytes[start] === 0x2d ? start + 1 : start;
    const first = position;
    while (isDigit(bytes[position])) position++;
    const plain = position === first + 1 || (position > first && bytes[first] !== 0x30);
    if (!plain || isNumberByte(bytes[position])) {
      while (isNumberByte(bytes[position])) position++;
      if (!NUMBER.test(bytes.toString("latin1", start, position))) throw this.broken("a number was expected");
    }
    this.position = position;
    return "0";
  }

  /** Resolves the escape at the cursor, and the one after it when the two are a surrogate pair. */
  private unescape(target: Uint8Array, at: number): number {
    const letter = this.bytes[this.position + 1] as number;
    if (letter !== 0x75) {
      const byte = shortEscapes[letter];
      if (byte === undefined) throw this.broken("an unknown escape");
      this.position += 2;
      target[at] = byte;
      return at + 1;
    }
    const unit = this.codeUnit();
    if (unit < 0xd800 || unit > 0xdfff) return putCodePoint(target, at, unit);
    const { position } = this;
    if (unit < 0xdc00 && this.bytes[position] === BACKSLASH && this.bytes[position + 1] === 0x75) {
      const low = this.codeUnit();
      if (low >= 0xdc00 && low <= 0xdfff) {
        return putCodePoint(target, at, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
      }
      this.position = position;
    }
    return putCodePoint(target, at, 0xfffd);
  }

  private codeUnit(): number {
    let unit = 0;
    for (let i = this.position + 2; i < this.position + 6; i++) {
      const digit = hexDigit(this.bytes[i]);
      if (digit < 0) throw this.broken("an escape without four hex digits");
      unit = unit * 16 + digit;
    }
    this.position += 6;
    return unit;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isNumberByte(byte: number | undefined): boolean {
  return isDigit(byte) || byte === 0x2e || byte === 0x65 || byte === 0x45 || byte === 0x2b || byte === 0x2d;
}
