import { addedLines, errorWords } from "../terminal/said-lines.ts";
import { drawLine } from "../terminal/sheet.ts";
import { sheetOf, shortened } from "./tool.ts";
import type { WholeSpan } from "./tree.ts";

/** What a step added to what was said: the messages since the answer before and its own, or what a tool was given and gave. */
export function addedIn(span: WholeSpan, most: number): string[] {
  const sheet = sheetOf();
  const room = { width: null, lines: Math.max(2, Math.ceil(most / 100)), isDense: true };
  const lines = addedLines(span, room).map((line) => drawLine(line, sheet));
  const kept: string[] = [];
  let left = most;
  for (const line of lines) {
    if (left <= 0) return [...kept, "… more: read_span"];
    kept.push(shortened(line, left));
    left -= line.length;
  }
  return kept;
}

export function errorIn(span: WholeSpan): string | null {
  const words = span.status === "error" ? errorWords(span) : "";
  return words === "" ? null : shortened(words, 1000);
}

/** Whatever was said stands behind a bar, so that nothing in it looks like a line of ours. */
export const quoted = (lines: readonly string[], indent: string): string[] =>
  lines.map((line) => `${indent}  | ${line}`);
