import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { Touched } from "./seal.ts";
import { syncFolder } from "./segments.ts";

/** A file that names traces; whatever happens to the process, it is there as it was written last. */
export class NotedTraces {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Those that were noted last; none where there is no file. Throws where it is not one of ours. */
  async read(): Promise<Touched> {
    const text = await readFile(this.path, "utf8").catch(absent);
    return new Map(Object.entries(JSON.parse(text)).map(([project, ids]) => [project, new Set(textsIn(ids))]));
  }

  /** Resolves once it is on disk. */
  async write(traces: Touched): Promise<void> {
    const told = Object.fromEntries([...traces].map(([project, ids]) => [project, [...ids]]));
    const next = `${this.path}.next`;
    const file = await open(next, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(told));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(next, this.path);
    await syncFolder(dirname(this.path));
  }
}

function absent(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
  throw error;
}

const textsIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
