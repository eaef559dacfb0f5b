import { languages } from "./languages.ts";
import type { Kind, Language } from "./stretch.ts";

export interface Piece {
  readonly text: string;
  /** Undefined where it is plain. */
  readonly kind?: Kind;
}

/** Longer code stays plain. */
const mostCharacters = 20_000;
/** Of one text; what follows is one plain piece. */
const mostPieces = 4000;

/** Code cut into what its words are, in the language of that name; joined, the pieces are the code. */
export function piecesOf(source: string, name: string): readonly Piece[] {
  const language = languages.get(name.toLowerCase());
  if (source === "") return [];
  if (language === undefined || source.length > mostCharacters) return [{ text: source }];
  return cut(source, language);
}

function cut(source: string, language: Language): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { kind, from, to } of language(source)) {
    if (pieces.length >= mostPieces) break;
    if (from > at) pieces.push({ text: source.slice(at, from) });
    pieces.push({ text: source.slice(from, to), kind });
    at = to;
  }
  if (at < source.length) pieces.push({ text: source.slice(at) });
  return pieces;
}
