const TWO_TO_32 = 0x1_0000_0000;
const TWO_TO_64 = 2 ** 64;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** `inexact`: a whole number, but beyond 64 bits. `none`: no whole number at all. */
export type Reading = "exact" | "inexact" | "none";

/**
 * A whole number of up to 64 bits read from decimal text, held as the two halves of its magnitude: no bigint is made
 * for the usual ones, as there are two in every span. Used again for each number.
 */
export class Integer {
  low = 0;
  high = 0;
  negative = false;

  /** Reads the text of a JSON number, with fraction and exponent if the number is whole all the same. */
  read(bytes: Buffer, from: number, to: number): Reading {
    this.negative = bytes[from] === 0x2d;
    const start = this.negative ? from + 1 : from;
    const length = to - start;
    if (length < 1 || length > 20) return this.readSlowly(bytes, from, to);
    let head = 0;
    let tail = 0;
    const split = to - 9;
    for (let i = start; i < to; i++) {
      const digit = (bytes[i] as number) - 0x30;
      if (digit < 0 || digit > 9) return this.readSlowly(bytes, from, to);
      if (i < split) head = head * 10 + digit;
      else tail = tail * 10 + digit;
    }
    return this.join(head, tail) ? "exact" : "inexact";
  }

  get isZero(): boolean {
    return this.low === 0 && this.high === 0;
  }

  /** Whether it lies within int64. */
  get isSigned(): boolean {
    if (this.high < 0x8000_0000) return true;
    return this.negative && this.high === 0x8000_0000 && this.low === 0;
  }

  /** The low half of the two's complement. */
  get lowBits(): number {
    return this.negative ? -this.low >>> 0 : this.low;
  }

  /** The high half of the two's complement. */
  get highBits(): number {
    if (!this.negative) return this.high;
    return (this.low === 0 ? -this.high : ~this.high) >>> 0;
  }

  /** Exact up to 2^53. */
  get value(): number {
    const magnitude = this.high * TWO_TO_32 + this.low;
    return this.negative ? -magnitude : magnitude;
  }

  /** head × 10^9 + tail, in parts that a double holds exactly; false past 64 bits. */
  private join(head: number, tail: number): boolean {
    const upper = Math.floor(head / 0x10000) * 1e9;
    const lower = (head % 0x10000) * 1e9 + tail + (upper % 0x10000) * 0x10000;
    this.low = lower % TWO_TO_32;
    this.high = Math.floor(upper / 0x10000) + Math.floor(lower / TWO_TO_32);
    return this.high < TWO_TO_32;
  }

  private readSlowly(bytes: Buffer, from: number, to: number): Reading {
    const match = to - from > 400 ? null : NUMBER.exec(bytes.toString("latin1", from, to));
    if (match === null) return "none";
    const [text, sign, whole = "", fraction = "", exponent = "0"] = match;
    const size = Number(text);
    if (!Number.isInteger(size)) return Number.isFinite(size) ? "none" : "inexact";
    if (Math.abs(size) > TWO_TO_64) return "inexact";
    const zeros = Number(exponent) - fraction.length;
    const magnitude =
      zeros >= 0 && zeros < 64 ? BigInt(whole + fraction) * 10n ** BigInt(zeros) : BigInt(Math.abs(size));
    if (magnitude >= 1n << 64n) return "inexact";
    this.negative = sign === "-";
    this.low = Number(magnitude & 0xffff_ffffn);
    this.high = Number(magnitude >> 32n);
    return "exact";
  }
}
