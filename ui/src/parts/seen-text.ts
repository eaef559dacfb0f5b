/**
 * A text as it may stand by itself on several lines: what would steer a terminal, or write what follows backwards, is
 * seen as its number.
 */
export function seenText(text: string): string {
  return text.replaceAll(steering, numberOf);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const steering = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]/g;

function numberOf(sign: string): string {
  const code = sign.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
