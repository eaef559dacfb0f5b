import { endOfWord, isSpace, isWord } from "./characters.ts";
import { lineFromApart, number, quoted, type Reader, words } from "./readers.ts";
import { languageOf } from "./scan.ts";

const longestKey = 200;

/** What stands before the first colon of a line. */
const key: Reader = (source, at) => {
  if (isSpace(source, at) || !isFirst(source, at)) return undefined;
  const sign = source[at] ?? "";
  if (sign === '"' || sign === "'") return quotedKey(source, at, sign);
  if ("-?".includes(sign) && isSpace(source, at + 1)) return undefined;
  for (let end = at; end < at + longestKey; end += 1) {
    if (isColon(source, end)) return end > at ? end : undefined;
    if (end >= source.length || "\n{[#".includes(source[end] ?? "")) return undefined;
  }
  return undefined;
};

function quotedKey(source: string, at: number, mark: string): number | undefined {
  const end = quoted(mark)(source, at);
  return end !== undefined && isColon(source, end) ? end : undefined;
}

const isColon = (source: string, at: number) =>
  source[at] === ":" && (at + 1 >= source.length || isSpace(source, at + 1));

const deepest = 100;

/** Of its line, but for what tells where it belongs. */
function isFirst(source: string, at: number): boolean {
  for (let before = at - 1; before >= at - deepest; before -= 1) {
    const sign = source[before];
    if (sign === undefined || sign === "\n") return true;
    if (sign !== " " && sign !== "-" && sign !== "?") return false;
  }
  return false;
}

/** A reader of what is a value as a whole: not of a word within a sentence. */
const whole =
  (reader: Reader): Reader =>
  (source, at) => {
    if (!isWord(source, at) || !isBegun(source, at)) return undefined;
    const end = reader(source, at);
    return end !== undefined && isEnded(source, end) ? end : undefined;
  };

/** What stands before is a space, a bracket or a comma, and perhaps a sign of its own. */
function isBegun(source: string, at: number): boolean {
  const hasSign = source[at - 1] === "-" || source[at - 1] === "+";
  const before = hasSign ? at - 2 : at - 1;
  return before < 0 || isSpace(source, before) || "[{,".includes(source[before] ?? "");
}

/** What follows is the end of the line, of a list, or a comment. */
function isEnded(source: string, at: number): boolean {
  const sign = source[at];
  if (sign === undefined || "\r\n,]}".includes(sign)) return true;
  return sign === " " && "#\n]},".includes(source[at + 1] ?? "\n");
}

const value =
  (reader: Reader): Reader =>
  (source, at) =>
    isBegun(source, at) ? reader(source, at) : undefined;

const reference: Reader = (source, at) => {
  if (!"&*!".includes(source[at] ?? " ") || !isBegun(source, at)) return undefined;
  const end = endOfWord(source, endOfMarks(source, at));
  return end > at + 1 ? end : undefined;
};

const endOfMarks = (source: string, at: number) => (source.startsWith("!!", at) ? at + 2 : at + 1);

export const yaml = languageOf([
  ["comment", lineFromApart("#")],
  ["name", key],
  ["string", value(quoted('"'))],
  ["string", value(quoted("'", { raw: true }))],
  ["literal", whole(number)],
  ["literal", whole(words("true false null True False Null"))],
  ["keyword", reference],
]);
