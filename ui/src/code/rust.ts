import { behind, endOfWord } from "./characters.ts";
import { between, lineFrom, number, quoted, type Reader, words } from "./readers.ts";
import { languageOf } from "./scan.ts";

const mostMarks = 8;

/** `r"…"`, `r#"…"#` and so on: closed by as many marks as opened it. */
const rawString: Reader = (source, at) => {
  const open = source.startsWith("br", at) ? at + 2 : at + 1;
  if (source[open - 1] !== "r") return undefined;
  let quote = open;
  while (source[quote] === "#" && quote - open < mostMarks) quote += 1;
  return source[quote] === '"' ? behind(source, `"${"#".repeat(quote - open)}`, quote + 1) : undefined;
};

const longestEscape = 10;

/** `'a'` and `'\n'`; a lifetime has no quote behind it. */
const character: Reader = (source, at) => {
  if (source[at] !== "'") return undefined;
  if (source[at + 1] === "\\") {
    const close = source.slice(at + 3, at + 3 + longestEscape).indexOf("'");
    return close === -1 ? undefined : at + 4 + close;
  }
  const width = (source.codePointAt(at + 1) ?? 0) > 0xffff ? 2 : 1;
  return source[at + 1 + width] === "'" ? at + 2 + width : undefined;
};

const lifetime: Reader = (source, at) => {
  if (source[at] !== "'") return undefined;
  const end = endOfWord(source, at + 1);
  return end > at + 1 ? end : undefined;
};

export const rust = languageOf([
  ["comment", lineFrom("//")],
  ["comment", between("/*", "*/")],
  ["string", rawString],
  ["string", quoted('"', { overLines: true })],
  ["string", character],
  ["name", lifetime],
  ["literal", number],
  ["literal", words("true false None")],
  [
    "keyword",
    words(
      "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub " +
        "ref return self Self static struct super trait type unsafe use where while",
    ),
  ],
]);
