/** Longer texts stay as they are. */
const mostCharacters = 16_000;
/** Of signs that open and close others: what reads them looks back for each. */
const mostSigns = 1500;
/** Signs in a row: beyond, they are no marks, and lists or quotes within one another have no end. */
const mostInARow = 40;

/** Whether a text is written in Markdown, and small and tame enough to be read as such while one waits. */
export function isMarked(text: string): boolean {
  return text.length <= mostCharacters && looksMarked(text) && isTame(text);
}

/** Some mark that people do not write by chance. Each pattern looks at a line once. */
const marks: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^ {0,3}(?:```|~~~)/m,
  /^ {0,3}[-*+] \S/m,
  /^ {0,3}\d{1,4}[.)] \S/m,
  /^ {0,3}> ?\S/m,
  /^ {0,3}\|.{0,500}\|/m,
  /\*\*[^\s*][^*\n]{0,300}\*\*/,
  /`[^`\n]{1,300}`/,
  /\]\([^\s()]{1,500}[\s)]/,
  /~~[^\s~][^~\n]{0,300}~~/,
];

function looksMarked(text: string): boolean {
  return marks.some((mark) => mark.test(text));
}

function isTame(text: string): boolean {
  let [signs, inARow] = [0, 0];
  let before = "";
  let opening = 0;
  for (const sign of text) {
    inARow = sign === before ? inARow + 1 : 1;
    before = sign;
    if (sign === "\n") opening = 0;
    if ("[]*_~`<>!&\\".includes(sign)) {
      signs += 1;
      opening += 1;
      if (inARow > mostInARow) return false;
    }
    // Quotes and lists within one another, on one line.
    if (opening > 400) return false;
  }
  return signs <= mostSigns && !/^(?:[ \t]{0,4}(?:>|[-*+]|\d{1,9}[.)])){30}/m.test(text);
}
