/** Of letters and signs that take one cell each and stand alone: most texts, told apart at once. */
const plainText =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0386-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2319\u2500-\u25fc]*$/;
export const isPlain = (text: string): boolean => plainText.test(text);
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Takes two cells: what East Asian Width calls wide or full, and emoji. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
/** Takes none by itself. */
const nothing = /[\p{M}\p{Cf}]/gu;

/** How many cells of a terminal a text takes that was made inert. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of letters.segment(text)) width += widthOfLetter(segment);
  return width;
}

/** The beginning of a text that takes at most so many cells, with a "…" where something is left out. */
export function cut(text: string, most: number): string {
  if (most <= 0) return "";
  if (isPlain(text)) return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  let [kept, width, end] = ["", 0, 0];
  for (const { segment, index } of letters.segment(text)) {
    width += widthOfLetter(segment);
    if (width > most) return `${text.slice(0, end)}…`;
    kept += segment;
    if (width < most) end = index + segment.length;
  }
  return kept;
}

function widthOfLetter(letter: string): number {
  if (isPlain(letter)) return letter.length;
  return wide.test(letter) ? 2 : [...letter.replace(nothing, "")].length;
}
