import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartProblem } from "./start-problem.ts";

export interface DataDirectory {
  readonly path: string;
  release(): void;
}

/**
 * Makes the folder if it is missing and holds it for this process alone. The lock is the operating system's, taken by
 * SQLite, so that it ends with the process however that ends and no stale file stands in the way of the next start.
 */
export function holdDataDirectory(path: string): DataDirectory {
  // The embedded engine reads these as a pattern, and has no way to quote them.
  if (/[*?{}[\]]/.test(path)) {
    throw new StartProblem(`The path ${path} holds one of * ? { } [ ]; set SPANWISE_DATA_DIR to one without them.`);
  }
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(path, "lock"), { timeout: 0 });
    lock.exec("PRAGMA journal_mode = memory; BEGIN EXCLUSIVE");
    return { path, release: () => lock.close() };
  } catch (error) {
    throw new StartProblem(whatToDo(path, error), { cause: error });
  }
}

function whatToDo(path: string, error: unknown): string {
  const { message } = error as Error;
  if (/locked|busy/.test(message)) {
    return `The data directory ${path} is in use by another Spanwise; stop that one, or set SPANWISE_DATA_DIR.`;
  }
  return `The data directory ${path} cannot be used (${message}); make it writable, or set SPANWISE_DATA_DIR.`;
}
