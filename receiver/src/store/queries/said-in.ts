import type { WordAsked } from "../../model/words-asked.ts";
import { folded, said } from "./folded-sql.ts";
import type { Parameters } from "./parameters.ts";

/** Of letters and digits; a shorter one stands in too many words for the index to be worth asking. */
const shortest = 2;
/** What the index is asked for; more of it costs more than it leaves out. */
const mostRuns = 4;
const mostPairs = 12;

/**
 * That a text, of which the index `said` knows, holds the word. The index answers first: for letters and digits of ASCII
 * by the words they are part of, for all other characters by the pairs of them, or by their escapes.
 */
export function saidIn(text: string, { forms }: WordAsked, add: Parameters): string[] {
  const [plain = "", ...others] = forms;
  const isOneRun = others.length === 0 && /^[a-z0-9]{2,}$/.test(plain);
  const escaped = [...new Set(others.map((form) => asParts(form, add, text)))];
  const perhaps = [inWhole(plain, add, text), ...(hasOthers(plain) ? escaped : [])];
  return [
    ...(perhaps.includes("") ? [] : [`(${perhaps.join(" OR ")})`]),
    ...(isOneRun ? [] : [`multiSearchAny(${folded(text)}, ${add.strings(forms)})`]),
  ];
}

function inWhole(form: string, add: Parameters, text: string): string {
  const pairs = pairsIn(form).slice(0, mostPairs);
  const held = pairs.length === 0 ? [] : [`hasAllTokens(${said(text)}, ${add.strings(pairs)})`];
  return [...partsIn(form, add, text), ...held].join(" AND ");
}

const asParts = (form: string, add: Parameters, text: string) => partsIn(form, add, text).join(" AND ");

function partsIn(form: string, add: Parameters, text: string): string[] {
  const runs = [...new Set(form.match(/[a-z0-9]+/g))].filter((run) => run.length >= shortest);
  const longest = runs.sort((one, other) => other.length - one.length).slice(0, mostRuns);
  return longest.map((run) => `${said(text)} LIKE ${add.string(`%${run}%`)}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all but ASCII is meant
const hasOthers = (text: string) => /[^\x00-\x7f]/.test(text);

/** Each two characters that stand together, of those that are not ASCII; a character that stands alone by itself. */
function pairsIn(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all but ASCII is meant
  const runs = text.match(/[^\x00-\x7f]+/gu) ?? [];
  const pairs = runs.flatMap((run) => {
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  });
  return [...new Set(pairs)];
}
