const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** Below this many characters a plain loop is quicker than the call into `Buffer.write`. */
const SHORT_TEXT = 24;
const TWO_TO_32 = 0x1_0000_0000;

/**
 * Writes one protobuf message into a buffer that grows. Numbers are written as given, defaults too: what must be left
 * out is not written by the caller. Field numbers are positive; nothing is checked.
 */
export class ProtobufWriter {
  private buffer: Buffer;
  private position = 0;

  constructor(expectedBytes = 1024) {
    this.buffer = Buffer.allocUnsafeSlow(Math.max(expectedBytes, 64));
  }

  /** The bytes written so far, without a copy. The writer is not to be used afterwards. */
  finish(): Uint8Array {
    return this.buffer.subarray(0, this.position);
  }

  /** A varint field: unsigned integers up to 2^53, booleans as 0 and 1. */
  uint(field: number, value: number): void {
    this.tag(field, VARINT);
    this.varint(value);
  }

  /** An int32, int64 or enum field; a negative number takes ten bytes, as the wire format asks. */
  int(field: number, value: number | bigint): void {
    this.tag(field, VARINT);
    if (typeof value === "number" && value >= 0) this.varint(value);
    else this.varint64(...halves(BigInt(value)));
  }

  /** An int64 or uint64 field from the two halves of its two's complement. */
  int64Halves(field: number, low: number, high: number): void {
    this.tag(field, VARINT);
    this.varint64(low, high);
  }

  /** A sint32 field. */
  sint32(field: number, value: number): void {
    this.uint(field, ((value << 1) ^ (value >> 31)) >>> 0);
  }

  fixed32(field: number, value: number): void {
    this.tag(field, FIXED32);
    this.rawFixed32(value);
  }

  /** A fixed64 or sfixed64 field; a string is its decimal text. */
  fixed64(field: number, value: bigint | string): void {
    this.fixed64Halves(field, ...halves(BigInt(value)));
  }

  fixed64Halves(field: number, low: number, high: number): void {
    this.tag(field, FIXED64);
    this.rawFixed64(low, high);
  }

  double(field: number, value: number): void {
    this.tag(field, FIXED64);
    this.rawDouble(value);
  }

  /** A string field. A lone surrogate becomes U+FFFD. */
  string(field: number, text: string): void {
    const start = this.begin(field);
    this.rawText(text);
    this.end(start);
  }

  bytes(field: number, bytes: Uint8Array): void {
    this.tag(field, LENGTH_DELIMITED);
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** Opens a nested message, a packed list or a string; what is written until `end` is its content. */
  begin(field: number): number {
    this.tag(field, LENGTH_DELIMITED);
    this.room(1);
    this.position += 1;
    return this.position;
  }

  /** Closes what `begin` opened, innermost first: the content moves aside if its length needs more than one byte. */
  end(start: number): void {
    const length = this.position - start;
    if (length < 0x80) {
      this.buffer[start - 1] = length;
      return;
    }
    const extra = varintSize(length) - 1;
    this.room(extra);
    this.buffer.copyWithin(start + extra, start, this.position);
    this.position = start - 1;
    this.varint(length);
    this.position += length;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.position);
    this.position += bytes.length;
  }

  rawText(text: string): void {
    const { length } = text;
    this.room(length * 3);
    if (length < SHORT_TEXT && this.wroteAscii(text)) return;
    this.position += this.buffer.write(text, this.position, "utf8");
  }

  rawByte(byte: number): void {
    this.room(1);
    this.buffer[this.position++] = byte;
  }

  rawFixed32(value: number): void {
    this.room(4);
    this.position = this.buffer.writeUInt32LE(value >>> 0, this.position);
  }

  rawFixed64(low: number, high: number): void {
    this.rawFixed32(low);
    this.rawFixed32(high);
  }

  rawDouble(value: number): void {
    this.room(8);
    this.position = this.buffer.writeDoubleLE(value, this.position);
  }

  /** An unsigned integer up to 2^53. */
  varint(value: number): void {
    this.room(8);
    const { buffer } = this;
    let rest = value;
    let position = this.position;
    while (rest >= 0x80) {
      buffer[position++] = (rest & 0x7f) | 0x80;
      rest = rest > 0x7fff_ffff ? Math.floor(rest / 0x80) : rest >>> 7;
    }
    buffer[position++] = rest;
    this.position = position;
  }

  varint64(low: number, high: number): void {
    this.room(10);
    const { buffer } = this;
    let [lower, upper] = [low >>> 0, high >>> 0];
    while (upper > 0 || lower >= 0x80) {
      buffer[this.position++] = (lower & 0x7f) | 0x80;
      lower = ((lower >>> 7) | (upper << 25)) >>> 0;
      upper >>>= 7;
    }
    buffer[this.position++] = lower;
  }

  /** Makes room for that many bytes and hands out where they go; `advance` says how many were used. */
  reserve(bytes: number): { readonly buffer: Buffer; readonly position: number } {
    this.room(bytes);
    return { buffer: this.buffer, position: this.position };
  }

  advance(position: number): void {
    this.position = position;
  }

  private tag(field: number, wireType: number): void {
    const tag = (field << 3) | wireType;
    this.room(5);
    if (tag < 0x80) this.buffer[this.position++] = tag;
    else this.varint(tag);
  }

  private wroteAscii(text: string): boolean {
    const { buffer, position } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return false;
      buffer[position + i] = code;
    }
    this.position += text.length;
    return true;
  }

  private room(bytes: number): void {
    const needed = this.position + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.position);
    this.buffer = grown;
  }
}

/** Low and high 32 bits of the two's complement. */
export function halves(value: bigint): [low: number, high: number] {
  const bits = BigInt.asUintN(64, value);
  return [Number(bits & 0xffff_ffffn), Number(bits >> 32n)];
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  if (value < 0x1000_0000) return 4;
  return value < TWO_TO_32 * 8 ? 5 : 6;
}
