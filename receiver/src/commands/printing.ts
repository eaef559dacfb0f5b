import { inert, inertJson } from "../inert.ts";
import type { Sheet } from "../terminal/sheet.ts";

/** What we print on, as it is now. */
export function sheetNow(): Sheet {
  const { isTTY = false, columns } = process.stdout;
  const isColoured = isTTY && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return { width: isTTY ? columns || 80 : null, isColoured, now: Date.now() };
}

let isClosed = false;
let listens = false;

/** Resolves once it is printed: to whether anybody still reads. Whoever closed the pipe has read enough. */
export async function print(text: string): Promise<boolean> {
  if (!listens) process.stdout.on("error", closeOrThrow);
  listens = true;
  if (isClosed) return false;
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
  return !isClosed;
}

function closeOrThrow(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  isClosed = true;
}

export const printLines = (lines: readonly string[]): Promise<boolean> =>
  print(lines.map((line) => `${line}\n`).join(""));

/** What the API answered, as it is, on one line. */
export const printDocument = (json: string): Promise<boolean> => print(`${inertJson(json.trimEnd())}\n`);

/** What is said of what is printed, to people alone. */
export function remark(text: string): void {
  process.stderr.write(`${inert(text)}\n`);
}
