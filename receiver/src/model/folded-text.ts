/**
 * Texts are compared as Unicode's NFKC_Casefold has them: in any case, and half and full width, ligatures and accents
 * written in one character or two alike. The engine's `folded` in `store/queries/folded-sql.ts` does the same.
 */
export function fold(text: string): string {
  return isAscii(text) ? text.toLowerCase() : foldedCharacters(text.toWellFormed());
}

/** A folded text that knows where each piece of it stood in the text as it was. */
export interface PlacedFold {
  readonly text: string;
  /** In UTF-16 units of the text as it was: where the stretch of the folded text lay. */
  readonly placeOf: (from: number, to: number) => { readonly offset: number; readonly length: number };
}

export function foldWithPlaces(text: string): PlacedFold {
  if (isAscii(text)) return { text: text.toLowerCase(), placeOf: (from, to) => ({ offset: from, length: to - from }) };
  const folded: string[] = [];
  const begins: number[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const { from, piece } of pieces(text.toWellFormed())) {
    const one = foldedCharacters(piece);
    folded.push(one);
    begins.push(length);
    starts.push(from);
    length += one.length;
  }
  return {
    text: folded.join(""),
    placeOf: (from, to) => {
      const offset = starts[pieceAt(begins, from)] ?? 0;
      const end = starts[pieceAt(begins, to - 1) + 1] ?? text.length;
      return { offset, length: end - offset };
    },
  };
}

function pieceAt(begins: readonly number[], at: number): number {
  let low = 0;
  let high = begins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((begins[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ascii = /^[\x00-\x7f]*$/;
const isAscii = (text: string) => ascii.test(text);

function foldedCharacters(text: string): string {
  let folded = "";
  for (const character of text.normalize("NFKC")) folded += foldedCharacter(character);
  return folded.normalize("NFKC");
}

/** As many as the texts of most languages together have. */
const mostKnown = 20_000;
const known = new Map<string, string>();

function foldedCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = caseless(character).normalize("NFKC").replace(ignorable, "");
  if (known.size < mostKnown) known.set(character, folded);
  return folded;
}

const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

/** https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt: Cherokee folds to capitals, the dotless i stays. */
function caseless(character: string): string {
  if (character === "ı") return character;
  if (character === "ẞ") return "ss";
  const capital = character.toUpperCase();
  return /\p{Script=Cherokee}/u.test(character) ? capital : capital.toLowerCase();
}

interface Piece {
  readonly from: number;
  readonly piece: string;
}

/** Stretches that fold by themselves: a character with all that may join it. */
function* pieces(text: string): Generator<Piece> {
  let from = 0;
  let piece = "";
  for (const character of text) {
    if (piece !== "" && !joins(character)) {
      yield { from, piece };
      from += piece.length;
      piece = "";
    }
    piece += character;
  }
  if (piece !== "") yield { from, piece };
}

/** Marks join what stands before them, and so do vowels and final consonants of Hangul. */
function joins(character: string): boolean {
  const folded = foldedCharacters(character);
  return folded === "" || /^[\p{M}\u1160-\u11ff]/u.test(folded);
}
