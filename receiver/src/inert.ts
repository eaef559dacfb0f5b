/**
 * What came from anybody, made fit to be printed: nothing in it moves the cursor, changes the terminal, turns the
 * direction of what stands beside it or hides. What would is written as its number, so that it is seen.
 */
export function inert(text: string): string {
  return text.replace(acting, numberOf).replace(piled, "$1");
}

/** A document of JSON on one line that says the same, likewise. */
export function inertJson(json: string): string {
  return json.replace(acting, (character) => character.split("").map(unit).join(""));
}

const unit = (half: string) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Control characters but for the joiners within letters and emoji, line separators, lone surrogates, and what nobody assigned. */
const acting = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
/** More marks upon one letter than any script writes reach into the lines above. */
const piled = /(\p{M}{6})\p{M}+/gu;

function numberOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
