/**
 * Walks protobuf bytes in place. A `Wire` is one cursor over one stretch of bytes; nothing is copied, and every length
 * is checked against the stretch it lies in. https://protobuf.dev/programming-guides/encoding/
 */
export class Malformed extends Error {}

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
const GROUP_START = 3;
const GROUP_END = 4;
export const FIXED32 = 5;

const maxGroupDepth = 64;

export class Wire {
  readonly bytes: Uint8Array;
  position: number;
  end: number;
  /** The field last read by `next`. */
  field = 0;
  type = 0;
  /** Where the content of a length-delimited field lies, once `stretch` has read it. */
  from = 0;
  to = 0;

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** Puts the cursor over another stretch of the same bytes. */
  over(from: number, end: number): this {
    this.position = from;
    this.end = end;
    return this;
  }

  /** Reads the next field's number and wire type; false at the end of the stretch. */
  next(): boolean {
    if (this.position >= this.end) return false;
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.type = tag % 8;
    if (this.field === 0 || this.field > 0x1fffffff) throw new Malformed(`field number ${this.field}`);
    if (this.type > FIXED32) throw new Malformed(`wire type ${this.type}`);
    return true;
  }

  /** A varint as a number: exact to 2^53; larger ones are read to their end and lose low bits. */
  varint(): number {
    const { bytes, end } = this;
    let at = this.position;
    let result = 0;
    let factor = 1;
    for (let count = 0; count < 10; count += 1) {
      if (at >= end) throw new Malformed("a varint is cut off");
      const byte = bytes[at] as number;
      at += 1;
      result += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        this.position = at;
        return result;
      }
      factor *= 128;
    }
    throw new Malformed("a varint is longer than ten bytes");
  }

  /** A varint as the 64 bits it holds, unsigned. */
  varint64(): bigint {
    const from = this.position;
    const rough = this.varint();
    if (rough <= Number.MAX_SAFE_INTEGER) return BigInt(rough);
    let result = 0n;
    for (let at = this.position - 1; at >= from; at -= 1)
      result = (result << 7n) | BigInt((this.bytes[at] as number) & 0x7f);
    return BigInt.asUintN(64, result);
  }

  /** An int32 or enum, as a sender of any language writes it: negative ones take ten bytes. */
  int32(): number {
    const from = this.position;
    const rough = this.varint();
    return rough <= Number.MAX_SAFE_INTEGER
      ? rough | 0
      : Number(BigInt.asIntN(32, this.over(from, this.end).varint64()));
  }

  /** Reads the length of a length-delimited field and steps over its content, which lies at `from`..`to`. */
  stretch(): void {
    const length = this.varint();
    const from = this.position;
    if (length > this.end - from) throw new Malformed("a length reaches past the end");
    this.from = from;
    this.to = from + length;
    this.position = this.to;
  }

  /** Steps over a fixed64 and says where it lies. */
  fixed64(): number {
    const from = this.position;
    if (this.end - from < 8) throw new Malformed("a fixed64 is cut off");
    this.position = from + 8;
    return from;
  }

  fixed32(): number {
    const from = this.position;
    if (this.end - from < 4) throw new Malformed("a fixed32 is cut off");
    this.position = from + 4;
    const { bytes } = this;
    return (
      ((bytes[from] as number) |
        ((bytes[from + 1] as number) << 8) |
        ((bytes[from + 2] as number) << 16) |
        ((bytes[from + 3] as number) << 24)) >>>
      0
    );
  }

  /** Steps over the field just read, whatever it is. */
  skip(depth = 0): void {
    if (this.type === VARINT) this.varint();
    else if (this.type === FIXED64) this.fixed64();
    else if (this.type === BYTES) this.stretch();
    else if (this.type === FIXED32) this.fixed32();
    else if (this.type === GROUP_START) this.skipGroup(depth);
    else throw new Malformed("a group ends that never began");
  }

  private skipGroup(depth: number): void {
    if (depth >= maxGroupDepth) throw new Malformed("groups are nested too deeply");
    const opened = this.field;
    while (this.next()) {
      if (this.type === GROUP_END) {
        if (this.field !== opened) throw new Malformed("a group ends that never began");
        return;
      }
      this.skip(depth + 1);
    }
    throw new Malformed("a group is cut off");
  }
}

/** Eight bytes seen as each kind of number; both ends of the wire are little-endian. */
const eight = new Uint8Array(8);
const asDouble = new Float64Array(eight.buffer);
const asUint64 = new BigUint64Array(eight.buffer);

export function readDouble(bytes: Uint8Array, at: number): number {
  for (let index = 0; index < 8; index += 1) eight[index] = bytes[at + index] as number;
  return asDouble[0] as number;
}

export function readUint64(bytes: Uint8Array, at: number): bigint {
  for (let index = 0; index < 8; index += 1) eight[index] = bytes[at + index] as number;
  return asUint64[0] as bigint;
}
