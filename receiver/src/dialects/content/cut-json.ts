const closing: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
]);

/**
 * JSON that was cut off, made whole: what stood open is closed, a cut text ends in "…", and a piece that cannot be told
 * is left out. Undefined for what is no JSON up to its end, and for JSON that is not cut.
 */
export function mendJson(text: string): unknown {
  const { open, safe, inValue, end } = scan(text);
  if (open.length === 0) return undefined;
  const whole = inValue ? `${text.slice(0, end)}…"` : text.slice(0, safe.at);
  const depth = inValue ? open.length : safe.depth;
  const closers = open.slice(0, depth).reverse().join("");
  try {
    return JSON.parse(whole + closers);
  } catch {
    return undefined;
  }
}

interface Scan {
  /** The closers still owed, outermost first. */
  readonly open: readonly string[];
  /** Where the last whole value ended. */
  readonly safe: { readonly at: number; readonly depth: number };
  readonly inValue: boolean;
  /** Behind the last whole character of the text that was cut. */
  readonly end: number;
}

/** Where the text that begins here ends; -1 when it does not. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) at += 1;
  }
  return -1;
}

function scan(text: string): Scan {
  const open: string[] = [];
  let safe = { at: 0, depth: 0 };
  let isKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    const closer = closing.get(character);
    if (closer !== undefined) {
      open.push(closer);
      isKey = closer === "}";
      safe = { at: at + 1, depth: open.length };
    } else if (character === "}" || character === "]") {
      open.pop();
      safe = { at: at + 1, depth: open.length };
    } else if (character === ",") {
      safe = { at, depth: open.length };
      isKey = open.at(-1) === "}";
    } else if (character === ":") isKey = false;
    else if (character === '"') {
      const end = endOfText(text, at);
      if (end === -1) return { open, safe, inValue: !isKey, end: wholeEnd(text) };
      at = end;
      if (!isKey) safe = { at: at + 1, depth: open.length };
    }
  }
  return { open, safe, inValue: false, end: text.length };
}

const cutEscape = /\\(?:u[0-9a-f]{0,3})?$/i;

/** Before an escape that was cut. One with a backslash before it is looked at by `JSON.parse`. */
function wholeEnd(text: string): number {
  const tail = text.slice(-6);
  const cut = cutEscape.exec(tail);
  if (cut === null) return text.length;
  let slashes = 0;
  for (let at = text.length - tail.length + cut.index; text[at] === "\\"; at -= 1) slashes += 1;
  return slashes % 2 === 1 ? text.length - tail.length + cut.index : text.length;
}
