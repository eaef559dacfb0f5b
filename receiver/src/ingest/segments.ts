import { type FileHandle, mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LandingTable, Segment } from "../store/store.ts";
import { readSeal, readTouched, type Touched, writeSeal } from "./seal.ts";

/** A segment that is on disk and waits to be poured into the engine. Small, as very many may wait. */
export interface Waiting extends Segment {
  readonly table: LandingTable;
  readonly bytes: number;
}

export interface SegmentInput {
  readonly table: LandingTable;
  readonly rows: Buffer;
  readonly touched: Touched;
}

export interface Recovered {
  /** What is whole, in the order of its age. */
  readonly waiting: readonly Waiting[];
  /** How many were cut off before they were acknowledged, and are thrown away. */
  readonly torn: number;
  /** How many were altered after they were written, and are set aside. */
  readonly damaged: number;
}

const suffix = ".segment";

/**
 * The folder where acknowledged rows wait for the engine. A file is complete when its seal holds: a torn one was never
 * acknowledged. Names sort by age and are never given twice, wherever the clock stands.
 */
export class Segments {
  /** How many wait to be looked at by a person. */
  setAside = 0;
  private readonly directory: string;
  private readonly quarantine: string;
  private count = 0;
  private started = Date.now();

  constructor(directory: string) {
    this.directory = directory;
    this.quarantine = join(directory, "quarantine");
  }

  /** Resolves once the files and their names are on disk. On failure nothing of them is left. */
  async write(inputs: readonly SegmentInput[]): Promise<Waiting[]> {
    const named = inputs.map((input) => ({ ...input, path: this.nextPath(input.table) }));
    const outcomes = await Promise.allSettled(named.map(writeFile));
    try {
      const written = outcomes.map(writtenOf);
      await syncFolder(this.directory);
      return written;
    } catch (error) {
      await Promise.all(named.map(({ path }) => rm(path, { force: true }).catch(() => undefined)));
      throw error;
    }
  }

  /** What an earlier process left behind. Comes before the first write. */
  async recover(): Promise<Recovered> {
    const names = await segmentsIn(this.directory);
    const aside = await segmentsIn(this.quarantine).catch(() => []);
    this.setAside = aside.length;
    this.started = Math.max(Date.now(), startAfter(names), startAfter(aside));
    const waiting: Waiting[] = [];
    let torn = 0;
    for (const name of names) {
      const path = join(this.directory, name);
      const seal = await readSeal(path);
      if (seal === "torn") {
        await unlink(path);
        torn += 1;
      } else if (seal === "damaged") await this.putAside(path);
      else waiting.push({ path, table: tableOf(name), rowBytes: seal.rowBytes, bytes: seal.bytes });
    }
    return { waiting, torn, damaged: this.setAside - aside.length };
  }

  /** Out of the way of the others, kept for a person to look at; put back by hand, it is poured at the next start. */
  async putAside(path: string): Promise<string> {
    await mkdir(this.quarantine, { recursive: true });
    const place = join(this.quarantine, basename(path));
    await rename(path, place);
    this.setAside += 1;
    return place;
  }

  /** The traces a segment touches. */
  readonly touchedBy = ({ path, bytes }: Waiting): Promise<Touched> => readTouched(path, bytes);

  async remove(segments: readonly Waiting[]): Promise<void> {
    await Promise.all(segments.map(({ path }) => unlink(path)));
  }

  private nextPath(table: LandingTable): string {
    this.count += 1;
    const name = `${String(this.started).padStart(15, "0")}-${String(this.count).padStart(10, "0")}.${table}${suffix}`;
    return join(this.directory, name);
  }
}

async function writeFile({ path, table, rows, touched }: SegmentInput & { path: string }): Promise<Waiting> {
  const seal = writeSeal(table, rows, touched);
  const file = await open(path, "wx");
  try {
    await writeWhole(file, [rows, seal]);
    await file.datasync();
  } finally {
    await file.close();
  }
  return { path, table, rowBytes: rows.length, bytes: rows.length + seal.length };
}

/** One write may end early without an error, as on a disk that is nearly full: only the next one fails. */
async function writeWhole(file: FileHandle, parts: readonly Buffer[]): Promise<void> {
  let rest = parts;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest);
    if (bytesWritten === 0) throw new Error("the disk takes no more bytes");
    rest = without(rest, bytesWritten);
  }
}

function without(parts: readonly Buffer[], bytes: number): Buffer[] {
  let left = bytes;
  return parts
    .map((part) => {
      const gone = Math.min(left, part.length);
      left -= gone;
      return part.subarray(gone);
    })
    .filter((part) => part.length > 0);
}

function writtenOf(outcome: PromiseSettledResult<Waiting>): Waiting {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

async function segmentsIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.endsWith(suffix)).sort();
}

export async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The first moment whose names come after all of these. */
function startAfter(sorted: readonly string[]): number {
  const last = sorted.at(-1);
  return last === undefined ? 0 : Number.parseInt(last, 10) + 1;
}

function tableOf(name: string): LandingTable {
  const [, table] = name.split(".");
  return table as LandingTable;
}
