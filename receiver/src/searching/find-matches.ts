import { foldWithPlaces } from "../model/folded-text.ts";
import type { LogRecord } from "../model/log.ts";
import type { Span } from "../model/span.ts";
import type { WordAsked } from "../model/words-asked.ts";
import type { Match, PlacedText } from "./match.ts";
import { snippetOf } from "./snippet.ts";
import { restOf, textsOf } from "./texts-of.ts";

export interface Found {
  readonly matches: readonly Match[];
  /** Whether there are more matches than are told, or more text than was looked through. */
  readonly isCut: boolean;
}

const mostMatches = 20;
/** Of one word in one text. */
const mostInText = 3;
/** UTF-16 units of one span. */
const mostText = 8_000_000;

/**
 * Where in a span the words stand that are asked for; undefined where one of them stands nowhere. A word that stands in
 * what people read is not told again of the attributes in which that came.
 */
export function findMatches(span: Span, logs: readonly LogRecord[], words: readonly WordAsked[]): Found | undefined {
  const look = new Look(words);
  look.through(textsOf(span), words);
  look.through(restOf(span, logs), look.missing());
  if (look.missing().length > 0 && look.textLeft >= 0) return undefined;
  return { matches: look.matches, isCut: look.isCut || look.textLeft < 0 };
}

class Look {
  readonly matches: Match[] = [];
  isCut = false;
  /** Below 0 where there was more than is looked through. */
  textLeft = mostText;
  private readonly words: readonly WordAsked[];
  private readonly found = new Set<WordAsked>();

  constructor(words: readonly WordAsked[]) {
    this.words = words;
  }

  missing(): readonly WordAsked[] {
    return this.words.filter((word) => !this.found.has(word));
  }

  through(texts: Iterable<PlacedText>, words: readonly WordAsked[]): void {
    if (words.length === 0) return;
    for (const text of texts) {
      this.textLeft -= text.text.length;
      if (this.textLeft < 0) return;
      this.in(text, words);
    }
  }

  private in({ where, text }: PlacedText, words: readonly WordAsked[]): void {
    const folded = foldWithPlaces(text);
    for (const word of words) {
      for (const [count, [from, to]] of standings(folded.text, word.forms).entries()) {
        if (count === mostInText || !this.mayTell(word)) {
          this.isCut = true;
          break;
        }
        this.matches.push({ ...where, word: word.text, ...snippetOf(text, folded.placeOf(from, to)) });
        this.found.add(word);
      }
    }
  }

  /** Room is kept for words that were not found yet. */
  private mayTell(word: WordAsked): boolean {
    const kept = this.missing().filter((one) => one !== word).length;
    return this.matches.length < mostMatches - kept;
  }
}

/** Where the form stands that is in the text: forms are alike in meaning, so one of them will do. One place more than is told. */
function standings(text: string, forms: readonly string[]): (readonly [number, number])[] {
  const form = forms.find((one) => text.includes(one));
  const places: (readonly [number, number])[] = [];
  if (form === undefined) return places;
  for (let at = text.indexOf(form); at >= 0 && places.length <= mostInText; at = text.indexOf(form, at + form.length))
    places.push([at, at + form.length]);
  return places;
}
