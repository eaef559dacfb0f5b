/** A few letters that every text of some kind holds. */
export interface Anchor {
  /** ASCII; in lower case when `anyCase`. */
  readonly text: string;
  readonly anyCase?: boolean;
  /** Where in `text` the three letters begin that are looked for: the rarer in common text, the better. */
  readonly rare?: number;
}

interface Place {
  readonly anchor: number;
  /** Of the pair of letters within the anchor. */
  readonly offset: number;
  /** The first letter of the anchor, in lower case: most others are turned away by it. */
  readonly first: number;
}

const caseBit = 0x20;

/**
 * Finds anchors in bytes at more than a gigabyte a second: of three letters in a row, one of the two pairs begins at an
 * even distance, so every second pair is looked up, in a table of all pairs there are. Most pairs that stand in a table
 * are a part of something else, which the third letter on either side tells.
 */
export class Anchors {
  /** What `next` found: which anchor, and where it begins. */
  anchor = 0;
  start = 0;
  /** From where to look on when what was found is nothing. */
  after = 0;
  private readonly texts: readonly Uint8Array[];
  private readonly anyCase: readonly boolean[];
  /** By pair: 0, or the number of its places. */
  private readonly pairs = new Uint8Array(65_536);
  /** By what `placeOfTrio` makes of three letters: 0 when no anchor has them. */
  private readonly trios = new Uint8Array(65_536);
  private readonly places: Place[][] = [[]];

  constructor(anchors: readonly Anchor[]) {
    this.texts = anchors.map(({ text }) => Buffer.from(text));
    this.anyCase = anchors.map(({ anyCase = false }) => anyCase);
    anchors.forEach((anchor, index) => {
      const rare = anchor.rare ?? 0;
      const first = anchor.text.charCodeAt(0) | caseBit;
      this.enter(anchor, { anchor: index, offset: rare, first });
      this.enter(anchor, { anchor: index, offset: rare + 1, first });
      this.enterTrio(anchor, rare);
    });
  }

  next(bytes: Uint8Array, from: number, to: number): boolean {
    let at = this.nextTrio(bytes, from, from, to);
    while (at !== -1) {
      const places = this.pairs[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] as number;
      if (this.isAnchor(bytes, at, from, to, places)) return true;
      at = this.nextTrio(bytes, at + 2, from, to);
    }
    return false;
  }

  /** Where, at an even distance from `at`, a pair of letters stands that may be in an anchor; -1 when there is none. */
  private nextTrio(bytes: Uint8Array, begin: number, from: number, to: number): number {
    const { pairs, trios } = this;
    const last = to - 1;
    for (let at = begin; at < last; at += 2) {
      const one = bytes[at] as number;
      const two = bytes[at + 1] as number;
      if (pairs[(one << 8) | two] === 0) continue;
      if (at + 2 < to && trios[placeOfTrio(one, two, bytes[at + 2] as number)] !== 0) return at;
      if (at > from && trios[placeOfTrio(bytes[at - 1] as number, one, two)] !== 0) return at;
    }
    return -1;
  }

  private isAnchor(bytes: Uint8Array, at: number, from: number, to: number, places: number): boolean {
    const here = this.places[places] as Place[];
    for (let index = 0; index < here.length; index += 1) {
      const { anchor, offset, first } = here[index] as Place;
      const start = at - offset;
      if (start < from || ((bytes[start] as number) | caseBit) !== first) continue;
      if (!this.stands(bytes, start, to, anchor)) continue;
      this.anchor = anchor;
      this.start = start;
      this.after = at + 2;
      return true;
    }
    return false;
  }

  private stands(bytes: Uint8Array, start: number, to: number, anchor: number): boolean {
    const text = this.texts[anchor] as Uint8Array;
    if (start + text.length > to) return false;
    return this.anyCase[anchor] ? standsInAnyCase(bytes, start, text) : stands(bytes, start, text);
  }

  private enter({ text, anyCase = false }: Anchor, place: Place): void {
    const [first = "", second = ""] = text.slice(place.offset);
    for (const one of codesOf(first, anyCase)) {
      for (const two of codesOf(second, anyCase)) this.placesOf((one << 8) | two).push(place);
    }
  }

  private enterTrio({ text, anyCase = false }: Anchor, rare: number): void {
    const [first = "", second = "", third = ""] = text.slice(rare);
    for (const one of codesOf(first, anyCase)) {
      for (const two of codesOf(second, anyCase)) {
        for (const three of codesOf(third, anyCase)) this.trios[placeOfTrio(one, two, three)] = 1;
      }
    }
  }

  private placesOf(pair: number): Place[] {
    if (this.pairs[pair] === 0) this.pairs[pair] = this.places.push([]) - 1;
    return this.places[this.pairs[pair] as number] as Place[];
  }
}

/** Few others have the same place as three letters of an anchor. */
function placeOfTrio(one: number, two: number, three: number): number {
  return ((one << 10) ^ (two << 5) ^ three) & 0xffff;
}

function codesOf(letter: string, anyCase: boolean): readonly number[] {
  return (anyCase ? [letter, letter.toUpperCase()] : [letter]).map((one) => one.charCodeAt(0));
}

export function stands(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text[index]) return false;
  }
  return true;
}

/** `text` is in lower case; letters alone are told apart by case. */
export function standsInAnyCase(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const byte = bytes[start + index] as number;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (lower !== text[index]) return false;
  }
  return true;
}
