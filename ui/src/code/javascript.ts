import { endOfWord, isSpace, isWord } from "./characters.ts";
import { between, lineFrom, named, number, quoted, type Reader, words, wordsBefore } from "./readers.ts";
import { languageOf } from "./scan.ts";

const longestPattern = 200;

/** A regular expression, where a value may begin: elsewhere the slash divides. */
const pattern: Reader = (source, at) => {
  if (source[at] !== "/" || !mayBegin(source, at)) return undefined;
  let isInClass = false;
  for (let end = at + 1; end < at + longestPattern; end += 1) {
    const sign = source[end];
    if (sign === undefined || sign === "\n") return undefined;
    if (sign === "\\") end += 1;
    else if (sign === "[") isInClass = true;
    else if (sign === "]") isInClass = false;
    else if (sign === "/" && !isInClass) return endOfWord(source, end + 1);
  }
  return undefined;
};

function mayBegin(source: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isSpace(source, before)) before -= 1;
  if (before < 0 || "(,=:[!&|?{;".includes(source[before] ?? "")) return true;
  if (source.endsWith("=>", before + 1)) return true;
  return source.endsWith("return", before + 1) && !isWord(source, before - 6);
}

/** JavaScript, TypeScript, and both with elements in them. */
export const javascript = languageOf([
  ["comment", lineFrom("//")],
  ["comment", between("/*", "*/")],
  ["string", quoted('"')],
  ["string", quoted("'")],
  ["string", quoted("`", { overLines: true })],
  ["string", pattern],
  ["literal", number],
  ["literal", words("true false null undefined NaN Infinity")],
  [
    "keyword",
    words(
      "await break case catch class const continue debugger default delete do else enum export extends finally for " +
        "function if import in instanceof interface let new return super switch this throw try typeof var void while with yield",
    ),
  ],
  [
    "keyword",
    wordsBefore(
      "abstract as async declare from get implements infer is keyof module namespace of override private protected " +
        "public readonly satisfies set static type",
    ),
  ],
  ["name", named("@")],
]);
