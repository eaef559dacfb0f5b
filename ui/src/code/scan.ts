import { endOfSpace, endOfWord, isSpace, isWord } from "./characters.ts";
import type { Reader } from "./readers.ts";
import type { Kind, Language, Stretch } from "./stretch.ts";

/** A language whose pieces are known by how they begin: the first reader that knows one has it. */
export function languageOf(readers: readonly (readonly [Kind, Reader])[]): Language {
  return function* scan(source): Generator<Stretch> {
    let at = 0;
    while (at < source.length) {
      if (isSpace(source, at)) at = endOfSpace(source, at);
      const found = firstOf(readers, source, at);
      if (found !== undefined) yield found;
      at = found?.to ?? (isWord(source, at) ? endOfWord(source, at) : at + 1);
    }
  };
}

function firstOf(readers: readonly (readonly [Kind, Reader])[], source: string, from: number): Stretch | undefined {
  for (const [kind, read] of readers) {
    const to = read(source, from);
    if (to !== undefined) return { kind, from, to };
  }
  return undefined;
}
