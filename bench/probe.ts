import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Probe {
  /** Of all threads, those that ended included. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** The most it ever was. */
  readonly peakRssBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
}

const TICKS_PER_SECOND = 100;

/** What the kernel says of a process; zeros when it is gone. */
export function probe(pid: number): Probe {
  const read = (file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  const [, fields = ""] = /\) (.*)/s.exec(read("stat")) ?? [];
  const [status, io] = [read("status"), read("io")];
  const ticks = fields.split(" ");
  return {
    cpuSeconds: (Number(ticks[11] ?? 0) + Number(ticks[12] ?? 0)) / TICKS_PER_SECOND,
    rssBytes: numberIn(status, /VmRSS:\s+(\d+)/) * 1024,
    peakRssBytes: numberIn(status, /VmHWM:\s+(\d+)/) * 1024,
    readBytes: numberIn(io, /^read_bytes: (\d+)/m),
    writtenBytes: numberIn(io, /^write_bytes: (\d+)/m),
  };
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

/** Bytes of the files below a folder. Files that vanish meanwhile, as merged parts do, count nothing. */
export function bytesBelow(folder: string): number {
  let bytes = 0;
  for (const name of list(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) bytes += bytesBelow(path);
    else if (stat?.isFile()) bytes += stat.size;
  }
  return bytes;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
