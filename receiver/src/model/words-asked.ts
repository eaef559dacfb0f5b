import { fold } from "./folded-text.ts";

/** One thing a text is to hold: a word, or a phrase that was quoted. */
export interface WordAsked {
  readonly text: string;
  /** Folded, as it may stand in a text: first as it is, then as JSON writes it, once or in JSON within JSON. */
  readonly forms: readonly string[];
}

/** More words than that are no question any more. */
export const mostWords = 16;

/** What is asked for: words, all of which are meant, and "phrases in quotes" as they stand. A quote left open ends with the text. */
export function wordsAsked(q: string): readonly WordAsked[] {
  const told = [...q.toWellFormed().matchAll(/"([^"]*)(?:"|$)|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole);
  const distinct = new Map(told.map((text) => [fold(text.trim()), text.trim()]));
  distinct.delete("");
  return [...distinct.values()].slice(0, mostWords).map((text) => ({ text, forms: formsOf(text) }));
}

function formsOf(text: string): readonly string[] {
  const once = [inJson(text), ...inAscii(text)];
  const slashed = text.includes("/") ? once.map((form) => form.replaceAll("/", "\\/")) : [];
  const told = [...once, ...slashed];
  return [...new Set([text, ...told, ...told.map(inJson)].map(fold))];
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** As JSON writes a text that keeps to ASCII: \u6771. What is escaped no longer folds, so each usual case is told. */
function inAscii(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all but ASCII is meant
  const others = /[^\x00-\x7f]/g;
  if (!others.test(text)) return [];
  const lower = text.toLowerCase();
  const cases = [text, lower, text.toUpperCase(), `${[...lower][0]?.toUpperCase()}${[...lower].slice(1).join("")}`];
  return cases.map((one) =>
    inJson(one).replace(others, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
