/** Below this many characters a plain loop is quicker than the call into `Buffer.write`. */
const SHORT_TEXT = 32;
/** Above this many characters it is counted how many bytes a text takes, rather than three reserved for each. */
const LONG_TEXT = 64 * 1024;
const TWO_TO_16 = 0x1_0000;
const TWO_TO_32 = 0x1_0000_0000;

/** The first byte of a field. The numbers of OTLP's fields are below 16, so that it is the only one. */
export const varintTag = (field: number): number => field << 3;
export const fixed64Tag = (field: number): number => (field << 3) | 1;
export const lengthTag = (field: number): number => (field << 3) | 2;

/**
 * Writes protobuf into one buffer that grows and is used again. Text is encoded natively, in one go: a length is given
 * the room it will most likely take, and what follows is moved when it takes another.
 */
export class ProtobufWriter {
  #bytes: Buffer;
  #view: DataView;
  #position = 0;

  constructor(capacity = 4096) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
    this.#view = viewOf(this.#bytes);
  }

  get length(): number {
    return this.#position;
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  /** What was written, valid until the next write. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#position);
  }

  /** Forgets what was written from a position on. */
  rewind(position = 0): void {
    this.#position = position;
  }

  /** A byte below 128: a tag, a flag, a small number. */
  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#position++] = value;
  }

  /** Whole and not negative, up to 2^53. */
  varint(value: number): void {
    this.#reserve(8);
    if (value < 128) this.#bytes[this.#position++] = value;
    else this.#position = putVarint(this.#bytes, this.#position, value);
  }

  /** Any whole number from -2^63 to 2^63, as an int64. */
  signedVarint(value: number): void {
    if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) return this.varint(value);
    const high = Math.floor(value / TWO_TO_32);
    this.varint64(value - high * TWO_TO_32, high);
  }

  /** The two halves of a 64-bit integer; of each the lower 32 bits count. */
  varint64(low: number, high: number): void {
    this.#reserve(10);
    let l = low >>> 0;
    let h = high >>> 0;
    while (h !== 0 || l > 127) {
      this.#bytes[this.#position++] = (l & 127) | 128;
      l = ((l >>> 7) | (h << 25)) >>> 0;
      h >>>= 7;
    }
    this.#bytes[this.#position++] = l;
  }

  fixed32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#position, value, true);
    this.#position += 4;
  }

  fixed64(low: number, high: number): void {
    this.#reserve(8);
    this.#view.setUint32(this.#position, low, true);
    this.#view.setUint32(this.#position + 4, high, true);
    this.#position += 8;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#position, value, true);
    this.#position += 8;
  }

  /** Seconds and nanoseconds as nanoseconds since 1970. What is no such time is 1970. */
  time(time: readonly [number, number] | undefined): void {
    const seconds = time?.[0] ?? 0;
    if (!time || !(seconds >= 0)) return this.fixed64(0, 0);
    // Both products and the sum are below 2^53, so that nothing is rounded.
    const upper = Math.floor(seconds / TWO_TO_16) * 1e9;
    const lower = (seconds % TWO_TO_16) * 1e9 + Math.floor(time[1]) + (upper % TWO_TO_16) * TWO_TO_16;
    this.fixed64(lower, Math.floor(upper / TWO_TO_16) + Math.floor(lower / TWO_TO_32));
  }

  /** A text with its length before it. A lone surrogate becomes U+FFFD. */
  text(text: string): void {
    const { length } = text;
    if (length < SHORT_TEXT && this.#shortAscii(text)) return;
    this.#reserve(5 + (length > LONG_TEXT ? Buffer.byteLength(text) : length * 3));
    const start = this.#position;
    const content = start + varintSize(length);
    const size = this.#bytes.write(text, content);
    this.#position = content + size;
    this.#putLength(start, content);
  }

  /** Bytes with their length before them. */
  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#position);
    this.#position += bytes.length;
  }

  /** An id written in hexadecimal, as bytes with their length before them. What is no such id is empty. */
  hex(text: string): void {
    const size = text.length >>> 1;
    this.#reserve(10 + size);
    const bytes = this.#bytes;
    const start = this.#position;
    const content = putVarint(bytes, start, size);
    for (let at = 0; at < size; at++) {
      const upper = digits[text.charCodeAt(at * 2)] ?? 16;
      const lower = digits[text.charCodeAt(at * 2 + 1)] ?? 16;
      if ((upper | lower) > 15) {
        this.#position = putVarint(bytes, start, 0);
        return;
      }
      bytes[content + at] = (upper << 4) | lower;
    }
    this.#position = content + size;
  }

  /**
   * Leaves room for the length of what is written next, which will be about as many bytes. Gives what `end` takes:
   * where that begins.
   */
  begin(expected = 0): number {
    this.#reserve(10);
    this.#position += varintSize(expected);
    return this.#position;
  }

  /** Puts the length where it belongs; takes the same `expected` as `begin`. */
  end(content: number, expected = 0): void {
    this.#putLength(content - varintSize(expected), content);
  }

  #putLength(start: number, content: number): void {
    const size = this.#position - content;
    if (size < 128 && content - start === 1) {
      this.#bytes[start] = size;
      return;
    }
    const shift = varintSize(size) - (content - start);
    if (shift !== 0) {
      this.#reserve(8);
      this.#bytes.copyWithin(content + shift, content, this.#position);
      this.#position += shift;
    }
    putVarint(this.#bytes, start, size);
  }

  /** False, with nothing written, when there is more than ASCII in it. */
  #shortAscii(text: string): boolean {
    const { length } = text;
    this.#reserve(1 + length);
    const bytes = this.#bytes;
    const content = this.#position + 1;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) return false;
      bytes[content + at] = code;
    }
    bytes[content - 1] = length;
    this.#position = content + length;
    return true;
  }

  #reserve(bytes: number): void {
    const needed = this.#position + bytes;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.written());
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}

const viewOf = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  return value < 0x1000_0000 ? 4 : 5;
}

/** Gives the position after it. */
function putVarint(bytes: Buffer, start: number, value: number): number {
  let position = start;
  let rest = value;
  while (rest > 0x7fff_ffff) {
    bytes[position++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  while (rest > 127) {
    bytes[position++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[position++] = rest;
  return position;
}

/** The value of a hexadecimal digit by its code; 16 for what is none. */
const digits = new Uint8Array(128).fill(16);
for (let value = 0; value < 16; value++) {
  digits[value.toString(16).charCodeAt(0)] = value;
  digits[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}
