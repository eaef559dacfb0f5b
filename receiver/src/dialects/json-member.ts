import { longestJson } from "./text-values.ts";

/**
 * A member of the map that a JSON text holds, without making anything of the others. It is found in a text that was cut
 * off after it, too. Linear in the length of the text.
 */
export function jsonMember(text: string, name: string): unknown {
  if (text.length > longestJson) return undefined;
  let at = afterSpace(text, 0);
  if (text[at] !== "{") return undefined;
  for (;;) {
    at = afterSpace(text, at + 1);
    if (text[at] !== '"') return undefined;
    const keyEnd = endOfString(text, at);
    const from = afterSpace(text, afterSpace(text, keyEnd) + 1);
    const to = endOfValue(text, from);
    if (to === -1) return undefined;
    if (text.slice(at + 1, keyEnd - 1) === name) return parsed(text.slice(from, to));
    at = afterSpace(text, to);
    if (text[at] !== ",") return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** Behind the closing quotation mark; the length of the text when there is none. */
function endOfString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}

/** -1 when the value is cut off. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
    } else if (char === "{" || char === "[") {
      depth += 1;
      at += 1;
    } else if (depth > 0 && (char === "}" || char === "]")) {
      depth -= 1;
      at += 1;
    } else if (depth === 0 && (char === "," || char === "}" || char === "]")) {
      return at;
    } else {
      at += 1;
      continue;
    }
    if (depth === 0 && at < text.length) return at;
  }
  return -1;
}
