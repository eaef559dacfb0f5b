import type { RowBuffer } from "../../row-buffer.ts";

/** Tells rows of one thing apart. For so few bytes a call out of JavaScript costs more than the sum. */
export function digestSince({ bytes, length }: RowBuffer, from: number): bigint {
  let one = length - from;
  let other = 0x9e3779b9;
  for (let at = from; at < length; at += 4) {
    const word = wordAt(bytes, at, length);
    one = Math.imul(one ^ word, 0xc2b2ae35);
    one ^= one >>> 13;
    other = Math.imul((other ^ (other >>> 15)) + word, 0x85ebca6b);
  }
  return (BigInt(one >>> 0) << 32n) | BigInt(other >>> 0);
}

/** Four bytes, or as many as are left. */
function wordAt(bytes: Uint8Array, at: number, length: number): number {
  let word = bytes[at] as number;
  if (at + 1 < length) word |= (bytes[at + 1] as number) << 8;
  if (at + 2 < length) word |= (bytes[at + 2] as number) << 16;
  if (at + 3 < length) word |= (bytes[at + 3] as number) << 24;
  return word;
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
