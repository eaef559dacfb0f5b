type CountTokens = (text: string) => number;

/** What is counted of a long text, in UTF-16 units; the rest is taken to be like it. */
const headLength = 200_000;
/** The tokenizer's time grows with the square of a word's length, so it is given pieces; they end before a space. */
const pieceLength = 500;

let tokenizer: Promise<CountTokens> | undefined;

/**
 * How many tokens a text has by OpenAI's o200k_base: an estimate, for other providers' models above all. The tokenizer
 * takes some 70 MB and is not loaded before the first call.
 */
export async function estimateTokens(text: string): Promise<number> {
  if (text === "") return 0;
  tokenizer ??= loadTokenizer();
  const countTokens = await tokenizer;
  const head = text.slice(0, headLength);
  let tokens = 0;
  for (const piece of piecesOf(head)) tokens += countTokens(piece);
  return head.length === text.length ? tokens : Math.round((tokens * text.length) / head.length);
}

async function loadTokenizer(): Promise<CountTokens> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // What looks like a special token is text here: somebody wrote it.
  const options = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, options);
}

function* piecesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = endOfPiece(text, start);
    yield text.slice(start, end);
    start = end;
  }
}

function endOfPiece(text: string, start: number): number {
  const furthest = start + pieceLength;
  if (furthest >= text.length) return text.length;
  const space = text.lastIndexOf(" ", furthest);
  return space > start ? space : furthest;
}
