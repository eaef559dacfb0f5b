import type { RowBuffer } from "../../row-buffer.ts";

/** Tells rows of one thing apart. For so few bytes a call out of JavaScript costs more than the sum. */
export function digestSince({ bytes, length }: RowBuffer, from: number): bigint {
  let one = length - from;
  let other = 0x9e3779b9;
  for (let at = from; at < length; at += 1) {
    const byte = bytes[at] as number;
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul((other ^ (other >>> 15)) + byte, 0x85ebca6b);
  }
  return (BigInt(one >>> 0) << 32n) | BigInt(other >>> 0);
}

/** What ends each row that is settled: which word it is, and that it stands. */
export function endRow(row: RowBuffer, digest: bigint, version: bigint): void {
  row.u64(digest);
  row.u64(version);
  row.u8(0);
}

export function writeId(row: RowBuffer, hex: string, size: 8 | 16): void {
  if (hex === "") row.zeros(size);
  else row.fixed(Buffer.from(hex, "hex"), 0, size);
}

/** A Decimal of twelve places, from pico-dollars. */
export const decimal64 = (row: RowBuffer, pico: bigint): void => row.u64(pico);

export function decimal128(row: RowBuffer, pico: bigint): void {
  row.u64(pico);
  row.u64(pico >> 64n);
}
