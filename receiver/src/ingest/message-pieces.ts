/** A message shorter than this is kept where it stands: naming it would take more room than it does. */
const smallestPiece = 160;
/** A text that is no list of messages is moved out whole from this length on. */
const smallestWhole = 512;

const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Which stretches of a text are worth storing once: the items of a JSON array that are long enough, else the whole text
 * when that is. Pairs of offsets, in order; empty when the text is best kept as it is. Broken JSON is no error: what is
 * left at the end is a piece like any other.
 */
export function messagePieces(bytes: Uint8Array, from: number, to: number): readonly number[] {
  if (to - from < smallestPiece || bytes.subarray(from, to).includes(1)) return none;
  if (bytes[from] !== OPEN_BRACKET) return to - from < smallestWhole ? none : [from, to];
  return items(bytes, from + 1, to);
}

const none: readonly number[] = [];

function items(bytes: Uint8Array, from: number, to: number): number[] {
  const pieces: number[] = [];
  let depth = 0;
  let begin = from;
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1, to);
      continue;
    }
    if (byte === OPEN_BRACKET || byte === OPEN_BRACE) depth += 1;
    else if (depth > 0 && (byte === CLOSE_BRACKET || byte === CLOSE_BRACE)) depth -= 1;
    else if (depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
      addPiece(pieces, bytes, begin, at);
      begin = at + 1;
    }
    at += 1;
  }
  addPiece(pieces, bytes, begin, to);
  return pieces;
}

function addPiece(pieces: number[], bytes: Uint8Array, from: number, to: number): void {
  let begin = from;
  while (begin < to && (bytes[begin] as number) <= 0x20) begin += 1;
  if (to - begin >= smallestPiece) pieces.push(begin, to);
}

/** The place behind the closing quote. Long strings are crossed by native search, not byte by byte. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const near = Math.min(to, from + 64);
  while (at < near) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return farEndOfString(bytes, from, Math.max(at, near), to);
}

function farEndOfString(bytes: Uint8Array, from: number, start: number, to: number): number {
  let quote = bytes.indexOf(QUOTE, start);
  while (quote !== -1 && quote < to) {
    let slash = quote;
    while (slash > from && bytes[slash - 1] === BACKSLASH) slash -= 1;
    if ((quote - slash) % 2 === 0) return quote + 1;
    quote = bytes.indexOf(QUOTE, quote + 1);
  }
  return to;
}
