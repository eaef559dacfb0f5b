/** A set of bytes, for runs of them. */
export type Letters = Uint8Array;

export function letters(...parts: readonly string[]): Letters {
  const set = new Uint8Array(256);
  for (const part of parts) for (const byte of Buffer.from(part, "latin1")) set[byte] = 1;
  return set;
}

function allBut(set: Letters): Letters {
  return set.map((one) => 1 - one);
}

export const digits = "0123456789";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const lower = "abcdefghijklmnopqrstuvwxyz";
const controls = Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)).join("");

export const ofWord = letters(digits, upper, lower);
export const ofName = letters(digits, upper, lower, "_");
export const ofCapitals = letters(digits, upper);
export const ofBase64Url = letters(digits, upper, lower, "_-");
export const ofDashed = letters(digits, upper, lower, "-");
export const ofCredential = letters(digits, upper, lower, "-._~+/=");
/** What may stand before the @ of an address. */
export const ofUserInfo = allBut(letters(controls, "/?#\"'<>\\`{}|^[]"));
/** What a value may hold that stands without quotes. */
export const ofPlainValue = allBut(letters(controls, "\"'&;,<>()[]{}`|\\"));
export const ofLine = allBut(letters("\r\n\"'\\\0"));
export const ofSpace = letters(" \t\r\n");
export const ofDigits = letters(digits);
/** Such as no word of a language has. */
export const unlikeWords = letters(digits, upper);

/** Where the run of such letters that begins at `from` ends. */
export function endOfRun(bytes: Uint8Array, from: number, to: number, set: Letters): number {
  let at = from;
  while (at < to && set[bytes[at] as number] === 1) at += 1;
  return at;
}

export function holdsAny(bytes: Uint8Array, from: number, to: number, set: Letters): boolean {
  for (let at = from; at < to; at += 1) if (set[bytes[at] as number] === 1) return true;
  return false;
}
