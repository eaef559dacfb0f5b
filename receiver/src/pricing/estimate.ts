import { setImmediate } from "node:timers/promises";

type CountTokens = (text: string) => number;

/** What is counted of long texts together, in UTF-16 units; the rest is taken to be like it. */
export const headLength = 200_000;
/** The tokenizer's time grows with the square of a word's length, so it is given pieces; they end before a space. */
const pieceLength = 500;
/** Milliseconds that may be counted at a stretch; others work meanwhile. */
const longestStretch = 8;

let tokenizer: Promise<CountTokens> | undefined;

/**
 * How many tokens texts have together by OpenAI's o200k_base: an estimate, for other providers' models above all. The
 * tokenizer takes some 70 MB and is not loaded before the first call.
 */
export async function estimateTokens(texts: readonly string[]): Promise<number> {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length === 0) return 0;
  tokenizer ??= loadTokenizer();
  const countTokens = await tokenizer;
  let tokens = 0;
  let since = performance.now();
  for (const piece of piecesOf(headOf(texts))) {
    tokens += countTokens(piece);
    if (performance.now() - since < longestStretch) continue;
    await setImmediate();
    since = performance.now();
  }
  return length <= headLength ? tokens : Math.round((tokens * length) / headLength);
}

function* headOf(texts: readonly string[]): Generator<string> {
  let left = headLength;
  for (const text of texts) {
    if (left <= 0) return;
    yield text.slice(0, left);
    left -= text.length;
  }
}

async function loadTokenizer(): Promise<CountTokens> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // What looks like a special token is text here: somebody wrote it.
  const options = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, options);
}

function* piecesOf(texts: Iterable<string>): Generator<string> {
  for (const text of texts) {
    let start = 0;
    while (start < text.length) {
      const end = endOfPiece(text, start);
      yield text.slice(start, end);
      start = end;
    }
  }
}

function endOfPiece(text: string, start: number): number {
  const furthest = start + pieceLength;
  if (furthest >= text.length) return text.length;
  const space = text.lastIndexOf(" ", furthest);
  return space > start ? space : furthest;
}
