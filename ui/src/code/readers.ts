import { behind, endOfLine, endOfSpace, endOfWord, isDigit, isSpace, isWord } from "./characters.ts";

/**
 * Where the piece ends that begins here; undefined where none begins. A reader that looks ahead in vain looks at no more
 * than some hundred characters, so that a text is read in time linear in its length.
 */
export type Reader = (source: string, at: number) => number | undefined;

/** From a mark to the end of the line. */
export const lineFrom =
  (mark: string): Reader =>
  (source, at) =>
    source.startsWith(mark, at) ? endOfLine(source, at) : undefined;

/** From a mark to the end of the line, where the mark does not stand within a word. */
export const lineFromApart =
  (mark: string): Reader =>
  (source, at) =>
    source.startsWith(mark, at) && (at === 0 || isSpace(source, at - 1) || source[at - 1] === ";")
      ? endOfLine(source, at)
      : undefined;

/** From one mark to another, over lines; what is not closed goes on to the end. */
export const between =
  (open: string, close: string): Reader =>
  (source, at) =>
    source.startsWith(open, at) ? behind(source, close, at + open.length) : undefined;

interface Quoting {
  /** Goes on over the end of a line. */
  readonly overLines?: boolean;
  /** A backslash stands for itself. */
  readonly raw?: boolean;
}

/** Between two of the same mark; what is not closed ends with its line, or with the text. */
export const quoted =
  (mark: string, { overLines = false, raw = false }: Quoting = {}): Reader =>
  (source, at) => {
    if (source[at] !== mark) return undefined;
    for (let end = at + 1; end < source.length; end += 1) {
      const sign = source[end];
      if (sign === mark) return end + 1;
      if (sign === "\n" && !overLines) return end;
      if (sign === "\\" && !raw && (overLines || source[end + 1] !== "\n")) end += 1;
    }
    return source.length;
  };

const longestKeyword = 24;

interface Words {
  readonly anyCase?: boolean;
  /** Only between spaces and brackets: elsewhere they are part of a path or an option. */
  readonly alone?: boolean;
}

/** One of these words, but for the member of something. */
export function words(list: string, { anyCase = false, alone = false }: Words = {}): Reader {
  const known = new Set(list.split(" "));
  return (source, at) => {
    if (!isWord(source, at)) return undefined;
    const end = endOfWord(source, at);
    if (end - at > longestKeyword || source[at - 1] === ".") return undefined;
    if (alone && !(isAround(source, at - 1) && isAround(source, end))) return undefined;
    const word = source.slice(at, end);
    return known.has(anyCase ? word.toLowerCase() : word) ? end : undefined;
  };
}

const isAround = (source: string, at: number) =>
  at < 0 || at >= source.length || " \t\r\n;|&(){}`".includes(source[at] ?? "");

/** One of these words before another word or a bracket: else they are names like any other. */
export function wordsBefore(list: string): Reader {
  const word = words(list);
  return (source, at) => {
    const end = word(source, at);
    if (end === undefined || source[end] !== " ") return undefined;
    return isWord(source, end + 1) || `({["'*\``.includes(source[end + 1] ?? " ") ? end : undefined;
  };
}

/** A number as languages write them, with what is written to it: `0xff`, `1_000n`, `2.5e-3`, `10ms`. */
export const number: Reader = (source, at) => {
  if (!isDigit(source, at)) return undefined;
  let end = at + 1;
  while (isWord(source, end) || isPartOfNumber(source, end)) end += 1;
  return end;
};

function isPartOfNumber(source: string, at: number): boolean {
  const sign = source[at];
  if (!isDigit(source, at + 1)) return false;
  if (sign === ".") return isDigit(source, at - 1);
  return (sign === "-" || sign === "+") && "eE".includes(source[at - 1] ?? " ") && isDigit(source, at - 2);
}

/** A sign and the name behind it: `@decorator`, `$variable`. */
export const named =
  (mark: string): Reader =>
  (source, at) => {
    if (source[at] !== mark) return undefined;
    const end = endOfWord(source, at + 1);
    return end > at + 1 ? end : undefined;
  };

/** A quoted key of JSON: a string with a colon behind it. */
export const quotedKey: Reader = (source, at) => {
  const end = quoted('"')(source, at);
  return end !== undefined && source[endOfSpace(source, end)] === ":" ? end : undefined;
};
