/** In bytes; what is longer is content, not facts, and is not worth the time. */
export const longestJson = 256 * 1024;

/** The number that a text is, whichever way it was written. */
export function numberOf(text: string): number | undefined {
  if (!/^\s*[-+]?[\d.]/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A whole number of things. */
export function isCount(number: number | undefined): number is number {
  return number !== undefined && Number.isSafeInteger(number) && number >= 0;
}

/** A list of texts, from JSON or from a single text. */
export function listOf(text: string): readonly string[] {
  if (!text.startsWith("[")) return [text];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? textsIn(read) : [text];
  } catch {
    return [text];
  }
}

export function textsIn(list: readonly unknown[]): readonly string[] {
  return list.filter((item) => typeof item === "string");
}

/** A list or a map, from JSON; undefined for anything else. */
export function jsonOf(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
