import { type FileHandle, open, readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { RowBuffer } from "../row-buffer.ts";
import type { LandingTable } from "../store/store.ts";

/** Ids of traces in hex, by project. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The last row of a segment: no project, nothing in any column but the last, `seal`, which holds the traces the segment
 * touches and, at the very end, what proves the file whole: how many bytes are rows, how long that list is, a mark, and
 * the checksum of every byte before it.
 */
export function writeSeal(table: LandingTable, rows: Buffer, touched: Touched): Buffer {
  const told = Buffer.from(
    JSON.stringify(Object.fromEntries([...touched].map(([project, ids]) => [project, [...ids].join("")]))),
  );
  const proof = Buffer.alloc(proofBytes);
  proof.writeDoubleLE(rows.length, 0);
  proof.writeUInt32LE(told.length, 8);
  proof.write(mark, 12);
  const row = new RowBuffer(told.length + 1024);
  row.zeros(emptyRowBytes[table]);
  row.varint(told.length + proofBytes);
  row.raw(told, 0, told.length);
  row.raw(proof, 0, proofBytes);
  const seal = row.written();
  seal.writeUInt32LE(crc32(seal.subarray(0, -checksumBytes), crc32(rows)), seal.length - checksumBytes);
  return seal;
}

export interface Seal {
  readonly rowBytes: number;
  readonly bytes: number;
}

/**
 * What the seal says. `torn` when the file has no end: it was never acknowledged. `damaged` when it has one and its
 * bytes are not those that were written.
 */
export async function readSeal(path: string): Promise<Seal | "torn" | "damaged"> {
  const whole = await readFile(path);
  const proof = whole.subarray(-proofBytes);
  if (proof.length < proofBytes || proof.toString("latin1", 12, 12 + mark.length) !== mark) return "torn";
  const checksum = crc32(whole.subarray(0, -checksumBytes));
  if (checksum !== proof.readUInt32LE(proofBytes - checksumBytes)) return "damaged";
  return { rowBytes: proof.readDoubleLE(0), bytes: whole.length };
}

/** The traces that a whole segment of so many bytes touches. */
export async function readTouched(path: string, bytes: number): Promise<Touched> {
  const file = await open(path, "r");
  try {
    const proof = await readAt(file, bytes - proofBytes, proofBytes);
    const toldBytes = proof.readUInt32LE(8);
    const told = await readAt(file, bytes - proofBytes - toldBytes, toldBytes);
    return touchedFrom(JSON.parse(told.toString()));
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, position);
  if (bytesRead < size) throw new Error("a segment is shorter than it was");
  return buffer;
}

const mark = "SPANWISE";
const checksumBytes = 4;
const proofBytes = 12 + mark.length + checksumBytes;

/** How many zero bytes make a row of default values up to `seal`; a test holds this against the engine. */
const emptyRowBytes: Readonly<Record<LandingTable, number>> = {
  spans_in: 200,
  logs_in: 118,
  points_in: 170,
  rejected_in: 41,
};

function touchedFrom(told: Record<string, string>): Touched {
  return new Map(Object.entries(told).map(([project, ids]) => [project, new Set(ids.match(/.{32}/g) ?? [])]));
}
