/**
 * Rows in ClickHouse's RowBinary, written as they are walked. Grows as needed; `rewind` takes back what a request wrote.
 * https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export class RowBuffer {
  bytes: Buffer;
  length = 0;
  private view: DataView;

  constructor(capacity = 1 << 20) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  rewind(length = 0): void {
    this.length = length;
  }

  /** Empties it, and gives back what one large request made it grow to. */
  clear(): void {
    this.length = 0;
    if (this.bytes.length <= mostKept) return;
    this.bytes = Buffer.allocUnsafeSlow(mostKept);
    this.view = new DataView(this.bytes.buffer);
  }

  u8(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  bool(value: boolean): void {
    this.u8(value ? 1 : 0);
  }

  u16(value: number): void {
    this.room(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  i32(value: number): void {
    this.room(4);
    this.view.setInt32(this.length, value, true);
    this.length += 4;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  u64(value: bigint): void {
    this.room(8);
    this.view.setBigUint64(this.length, BigInt.asUintN(64, value), true);
    this.length += 8;
  }

  /** A UInt64 from a number of at most 2^53. */
  count(value: number): void {
    this.room(8);
    this.view.setUint32(this.length, value % 0x100000000, true);
    this.view.setUint32(this.length + 4, Math.floor(value / 0x100000000), true);
    this.length += 8;
  }

  f64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  varint(value: number): void {
    this.room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** `size` bytes as they are, for a FixedString. */
  fixed(source: Uint8Array, from: number, size: number): void {
    this.room(size);
    for (let index = 0; index < size; index += 1) this.bytes[this.length + index] = source[from + index] as number;
    this.length += size;
  }

  zeros(size: number): void {
    this.room(size);
    if (size > 32) this.bytes.fill(0, this.length, this.length + size);
    else for (let index = 0; index < size; index += 1) this.bytes[this.length + index] = 0;
    this.length += size;
  }

  /** A String from text. */
  text(value: string): void {
    if (value.length < 64 && this.shortText(value)) return;
    this.varint(Buffer.byteLength(value));
    this.plain(value);
  }

  /** Writes short ASCII text without leaving JavaScript; writes nothing and answers false when it is not ASCII. */
  private shortText(value: string): boolean {
    const size = value.length;
    this.room(size + 1);
    const { bytes, length } = this;
    for (let index = 0; index < size; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      bytes[length + 1 + index] = code;
    }
    bytes[length] = size;
    this.length = length + 1 + size;
    return true;
  }

  /** Text without a length in front. */
  plain(value: string): void {
    const size = Buffer.byteLength(value);
    this.room(size);
    this.bytes.write(value, this.length);
    this.length += size;
  }

  /** A String from bytes that are known to be good UTF-8. */
  string(source: Uint8Array, from: number, to: number): void {
    this.varint(to - from);
    this.raw(source, from, to);
  }

  raw(source: Uint8Array, from: number, to: number): void {
    const size = to - from;
    this.room(size);
    if (size < 48) {
      const { bytes, length } = this;
      for (let index = 0; index < size; index += 1) bytes[length + index] = source[from + index] as number;
    } else {
      this.bytes.set(source.subarray(from, to), this.length);
    }
    this.length += size;
  }

  texts(values: readonly string[]): void {
    this.varint(values.length);
    for (const value of values) this.text(value);
  }

  private room(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    let capacity = this.bytes.length * 2;
    while (capacity < this.length + size) capacity *= 2;
    const grown = Buffer.allocUnsafeSlow(capacity);
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

const mostKept = 16 * 1024 * 1024;
