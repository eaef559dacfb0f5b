import { formatExact } from "../format.ts";
import { inert } from "../inert.ts";
import { widthOf } from "./width.ts";

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text of many lines as it is shown: inert, tabs as room, and no line wider than that, broken at words. */
export function textLines(text: string, width: number | null): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\u2028\u2029]/).map((line) => inert(line.replaceAll("\t", "    ")));
  return width === null ? lines : lines.flatMap((line) => wrapped(line, Math.max(8, width)));
}

function wrapped(line: string, width: number): string[] {
  if (line.length <= width / 2 || widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let [text, used, afterSpace] = ["", 0, 0];
  for (const { segment } of letters.segment(line)) {
    const own = widthOf(segment);
    if (used + own > width) {
      const at = afterSpace > 0 && segment !== " " ? afterSpace : text.length;
      lines.push(text.slice(0, at).trimEnd());
      text = text.slice(at).trimStart();
      [used, afterSpace] = [widthOf(text), 0];
      if (segment === " ") continue;
    }
    text += segment;
    used += own;
    if (segment === " ") afterSpace = text.length;
  }
  return [...lines, text];
}

/** The first lines of a text, with a word about how long it is. */
export function firstLines(text: string, width: number | null, most: number): readonly string[] {
  const looked = text.slice(0, most * (width ?? 200) * 2);
  const lines = textLines(looked, width);
  if (lines.length <= most && looked.length === text.length) return lines;
  return [...lines.slice(0, most - 1), `… ${formatExact(text.length)} characters in all`];
}

/** A value as people read it: a text as it is, all else as JSON. */
export function valueText(value: unknown, indent = 2): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value, null, indent) ?? "";
  } catch {
    return "(too deep to be shown; --json has it)";
  }
}
