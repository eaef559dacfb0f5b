/** What the letter behind a backslash stands for, by its code; undefined for what is none. */
export const shortEscapes: readonly (number | undefined)[] = shortEscapeTable();

function shortEscapeTable(): (number | undefined)[] {
  const table: (number | undefined)[] = Array.from({ length: 256 });
  for (const [letter, character] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
    table[(letter as string).charCodeAt(0)] = (character as string).charCodeAt(0);
  }
  return table;
}

/** -1 for what is no hex digit. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Writes it as UTF-8 and answers where it ends. */
export function putCodePoint(target: Uint8Array, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    target[at] = codePoint;
    return at + 1;
  }
  const trailing = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
  target[at] = ((0xf0 << (3 - trailing)) & 0xff) | (codePoint >> (trailing * 6));
  for (let i = 1; i <= trailing; i++) target[at + i] = 0x80 | ((codePoint >> ((trailing - i) * 6)) & 0x3f);
  return at + trailing + 1;
}
