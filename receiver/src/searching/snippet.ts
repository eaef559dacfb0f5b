const around = 80;
const longestMatch = 200;

/** The stretch of a text around a match, never cut within a character. */
export function snippetOf(text: string, { offset, length }: { readonly offset: number; readonly length: number }) {
  const from = Math.max(0, offset - around);
  const to = offset + Math.min(length, longestMatch) + around;
  const begin = isWithinCharacter(text, from) ? from + 1 : from;
  const end = isWithinCharacter(text, to) ? to - 1 : to;
  const snippet = text.slice(begin, end);
  return { snippet, offset: offset - begin, length: Math.min(length, end - offset), at: offset };
}

/** Whether a cut there would part the halves of a character. */
function isWithinCharacter(text: string, at: number): boolean {
  return at > 0 && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
