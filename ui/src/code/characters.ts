const range = (from: string, to: string) => [from.charCodeAt(0), to.charCodeAt(0)] as const;
const [zero, nine] = range("0", "9");
const [bigA, bigZ] = range("A", "Z");
const [smallA, smallZ] = range("a", "z");
const underscore = "_".charCodeAt(0);
const dollar = "$".charCodeAt(0);

export function isDigit(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code >= zero && code <= nine;
}

/** Of a name as most languages write them. */
export function isWord(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  if (code >= smallA && code <= smallZ) return true;
  if (code >= bigA && code <= bigZ) return true;
  return (code >= zero && code <= nine) || code === underscore || code === dollar || code >= 0x80;
}

export function isSpace(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

export function endOfWord(source: string, at: number): number {
  let end = at;
  while (isWord(source, end)) end += 1;
  return end;
}

export function endOfSpace(source: string, at: number): number {
  let end = at;
  while (isSpace(source, end)) end += 1;
  return end;
}

/** Before the line break, or the end of the text. */
export function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end;
}

/** Behind the next `mark`, or the end of the text. */
export function behind(source: string, mark: string, at: number): number {
  const found = source.indexOf(mark, at);
  return found === -1 ? source.length : found + mark.length;
}
