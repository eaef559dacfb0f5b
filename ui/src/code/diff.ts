import { endOfLine } from "./characters.ts";
import type { Kind, Stretch } from "./stretch.ts";

const begins: readonly (readonly [string, Kind])[] = [
  ["diff ", "comment"],
  ["index ", "comment"],
  ["+++ ", "comment"],
  ["--- ", "comment"],
  ["@@", "name"],
  ["+", "added"],
  ["-", "removed"],
];

/** What was taken away and what came, line by line. */
export function* diff(source: string): Generator<Stretch> {
  for (let from = 0; from < source.length; ) {
    const to = endOfLine(source, from);
    const kind = begins.find(([mark]) => source.startsWith(mark, from))?.[1];
    if (kind !== undefined) yield { kind, from, to };
    from = to + 1;
  }
}
