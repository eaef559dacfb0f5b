import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { LandingTable } from "../store/store.ts";
import { RowBuffer } from "./row-buffer.ts";

/** Ids of traces in hex, by project. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The last row of a segment: no project, nothing in any column but the last, `seal`, which holds the traces the segment
 * touches and, at the very end, what proves the file whole: how many bytes are rows, their checksum, how long the seal
 * is, and a mark.
 */
export function writeSeal(table: LandingTable, rows: Buffer, touched: Touched): Buffer {
  const told = Buffer.from(
    JSON.stringify(Object.fromEntries([...touched].map(([project, ids]) => [project, [...ids].join("")]))),
  );
  const proof = Buffer.alloc(proofBytes);
  proof.writeDoubleLE(rows.length, 0);
  proof.writeUInt32LE(crc32(rows), 8);
  proof.writeUInt32LE(told.length, 12);
  proof.write(mark, 16);
  const row = new RowBuffer(told.length + 1024);
  row.zeros(emptyRowBytes[table]);
  row.varint(told.length + proofBytes);
  row.raw(told, 0, told.length);
  row.raw(proof, 0, proofBytes);
  return row.written();
}

/** What the seal says; undefined when the file is torn. */
export async function readSeal(
  path: string,
): Promise<{ touched: Touched; rowBytes: number; bytes: number } | undefined> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size < proofBytes) return undefined;
    const whole = await file.readFile();
    const proof = whole.subarray(size - proofBytes);
    if (proof.toString("latin1", 16) !== mark) return undefined;
    const rowBytes = proof.readDoubleLE(0);
    const toldBytes = proof.readUInt32LE(12);
    if (rowBytes > size || crc32(whole.subarray(0, rowBytes)) !== proof.readUInt32LE(8)) return undefined;
    const told = whole.subarray(size - proofBytes - toldBytes, size - proofBytes).toString();
    return { touched: touchedFrom(JSON.parse(told)), rowBytes, bytes: size };
  } finally {
    await file.close();
  }
}

const mark = "SPANWISE";
const proofBytes = 24;

/** How many zero bytes make a row of default values up to `seal`; a test holds this against the engine. */
const emptyRowBytes: Readonly<Record<LandingTable, number>> = {
  spans_in: 202,
  logs_in: 118,
  points_in: 170,
  rejected_in: 41,
};

function touchedFrom(told: Record<string, string>): Touched {
  return new Map(Object.entries(told).map(([project, ids]) => [project, new Set(ids.match(/.{32}/g) ?? [])]));
}
