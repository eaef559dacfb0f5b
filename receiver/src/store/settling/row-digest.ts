import { crc32 } from "node:zlib";
import type { RowBuffer } from "../../row-buffer.ts";

/** Tells rows of one thing apart: their length and checksum. */
export function digestSince(row: RowBuffer, from: number): bigint {
  const bytes = row.bytes.subarray(from, row.length);
  return (BigInt(bytes.length) << 32n) | BigInt(crc32(bytes));
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
