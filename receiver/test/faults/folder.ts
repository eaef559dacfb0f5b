import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of the test's own, gone after it. */
export async function freshFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "spanwise-fault-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** The segments that wait in a data directory. */
export async function waitingIn(directory: string): Promise<string[]> {
  const names = await readdir(join(directory, "segments")).catch(() => []);
  return names.filter((name) => name.endsWith(".segment"));
}
