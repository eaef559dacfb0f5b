import { diff } from "./diff.ts";
import { javascript } from "./javascript.ts";
import { markup } from "./markup.ts";
import { between, lineFrom, lineFromApart, named, number, quoted, quotedKey, words, wordsBefore } from "./readers.ts";
import { rust } from "./rust.ts";
import { languageOf } from "./scan.ts";
import type { Language } from "./stretch.ts";
import { yaml } from "./yaml.ts";

const json = languageOf([
  ["name", quotedKey],
  ["string", quoted('"')],
  ["literal", number],
  ["literal", words("true false null")],
  ["comment", lineFrom("//")],
  ["comment", between("/*", "*/")],
]);

const python = languageOf([
  ["comment", lineFrom("#")],
  ["string", between('"""', '"""')],
  ["string", between("'''", "'''")],
  ["string", quoted('"')],
  ["string", quoted("'")],
  ["literal", number],
  ["literal", words("True False None")],
  [
    "keyword",
    words(
      "and as assert async await break class continue def del elif else except finally for from global if import in is " +
        "lambda nonlocal not or pass raise return self try while with yield",
    ),
  ],
  ["keyword", wordsBefore("case match type")],
  ["name", named("@")],
]);

const shell = languageOf([
  ["comment", lineFromApart("#")],
  ["string", quoted('"', { overLines: true })],
  ["string", quoted("'", { overLines: true, raw: true })],
  ["name", between("${", "}")],
  ["name", named("$")],
  [
    "keyword",
    words(
      "case do done elif else esac exit export fi for function if in local readonly return set shift source then trap " +
        "unset until while",
      { alone: true },
    ),
  ],
]);

const sql = languageOf([
  ["comment", lineFrom("--")],
  ["comment", between("/*", "*/")],
  ["string", quoted("'", { overLines: true, raw: true })],
  ["name", quoted('"')],
  ["name", quoted("`")],
  ["literal", number],
  ["literal", words("true false null", { anyCase: true })],
  [
    "keyword",
    words(
      "add all alter and any as asc begin between by cascade case check column commit constraint create cross database " +
        "default delete desc distinct drop else end except exists explain foreign from full function grant group having if " +
        "ilike in index inner insert intersect into is join key left like limit not offset on or order outer over partition " +
        "primary references returning revoke right rollback row rows schema select set table temporary then to transaction " +
        "trigger truncate union unique update using values view when where window with",
      { anyCase: true },
    ),
  ],
]);

const go = languageOf([
  ["comment", lineFrom("//")],
  ["comment", between("/*", "*/")],
  ["string", quoted('"')],
  ["string", quoted("'")],
  ["string", quoted("`", { overLines: true, raw: true })],
  ["literal", number],
  ["literal", words("true false nil iota")],
  [
    "keyword",
    words(
      "break case chan const continue default defer else fallthrough for func go goto if import interface map package " +
        "range return select struct switch type var",
    ),
  ],
]);

const byNames: readonly (readonly [names: string, Language])[] = [
  ["js jsx mjs cjs javascript ts tsx mts cts typescript", javascript],
  ["py python python3", python],
  ["json json5 jsonc jsonl ndjson", json],
  ["sh bash zsh shell", shell],
  ["sql mysql pgsql postgres postgresql sqlite", sql],
  ["yaml yml", yaml],
  ["go golang", go],
  ["rust rs", rust],
  ["html htm xml svg xhtml", markup],
  ["diff patch", diff],
];

/** By the names that people write behind the marks of a block of code. */
export const languages: ReadonlyMap<string, Language> = new Map(
  byNames.flatMap(([names, language]) => names.split(" ").map((name) => [name, language] as const)),
);
