import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Segment } from "./store.ts";

/**
 * One path for all the segments, as the engine's `file()` reads it. A pattern that matches nothing reads as no rows,
 * not as an error, so each file is looked for first and each name must be plain.
 */
export async function segmentsGlob(segments: readonly Segment[]): Promise<string> {
  const paths = segments.map((segment) => segment.path);
  await Promise.all(paths.map((path) => stat(path)));
  const folders = new Set(paths.map((path) => dirname(path)));
  const [folder] = folders;
  if (folder === undefined || folders.size > 1) throw new Error("pour takes segments of one folder");
  checkFolder(folder);
  const names = paths.map((path) => basename(path));
  const odd = names.find((name) => !/^[\w.-]+$/.test(name));
  if (odd !== undefined) throw new Error(`a segment's name is letters, digits, "_", "-" and ".": ${odd}`);
  return names.length === 1 ? `${folder}/${names[0]}` : `${folder}/{${names.join(",")}}`;
}

/** The engine reads these characters as a pattern, and has no way to quote them. */
export function checkFolder(folder: string): void {
  if (/[*?{}[\]]/.test(folder)) throw new Error(`the data directory's path may not contain * ? [ ] { or }: ${folder}`);
}
