import { open, readdir, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { LandingTable, Segment } from "../store/store.ts";
import { readSeal, type Touched, writeSeal } from "./seal.ts";

/** A segment that is on disk and waits to be poured into the engine. */
export interface Waiting extends Segment {
  readonly table: LandingTable;
  readonly bytes: number;
  readonly touched: Touched;
}

export interface SegmentInput {
  readonly table: LandingTable;
  readonly rows: Buffer;
  readonly touched: Touched;
}

const suffix = ".segment";

/**
 * The folder where acknowledged rows wait for the engine. A file is complete when its seal holds: a torn one was never
 * acknowledged. Names sort by age.
 */
export class Segments {
  private readonly directory: string;
  private count = 0;
  private readonly started = Date.now();

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Resolves once the files and their names are on disk. On failure nothing of them is left. */
  async write(inputs: readonly SegmentInput[]): Promise<Waiting[]> {
    const named = inputs.map((input) => ({ ...input, path: this.nextPath(input.table) }));
    try {
      const written = await Promise.all(named.map(writeFile));
      await syncFolder(this.directory);
      return written;
    } catch (error) {
      await Promise.all(named.map(({ path }) => rm(path, { force: true }).catch(() => undefined)));
      throw error;
    }
  }

  /** What an earlier process left behind: what is whole, in the order of its age, and how much was torn and thrown away. */
  async recover(): Promise<{ waiting: Waiting[]; torn: number }> {
    const names = (await readdir(this.directory)).filter((name) => name.endsWith(suffix)).sort();
    const waiting: Waiting[] = [];
    for (const name of names) {
      const path = join(this.directory, name);
      const seal = await readSeal(path);
      if (seal === undefined) await unlink(path);
      else waiting.push({ path, table: tableOf(name), ...seal });
    }
    return { waiting, torn: names.length - waiting.length };
  }

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
    await file.writev([rows, seal]);
    await file.datasync();
  } finally {
    await file.close();
  }
  return { path, table, touched, rowBytes: rows.length, bytes: rows.length + seal.length };
}

async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function tableOf(name: string): LandingTable {
  const [, table] = name.split(".");
  return table as LandingTable;
}
