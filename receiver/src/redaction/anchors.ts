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
 * even distance, so every second pair is looked up, in a table of all pairs there are.
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
  private readonly places: Place[][] = [[]];

  constructor(anchors: readonly Anchor[]) {
    this.texts = anchors.map(({ text }) => Buffer.from(text));
    this.anyCase = anchors.map(({ anyCase = false }) => anyCase);
    anchors.forEach((anchor, index) => {
      const rare = anchor.rare ?? 0;
      const first = anchor.text.charCodeAt(0) | caseBit;
      this.enter(anchor, { anchor: index, offset: rare, first });
      this.enter(anchor, { anchor: index, offset: rare + 1, first });
    });
  }

  next(bytes: Uint8Array, from: number, to: number): boolean {
    const { pairs } = this;
    const last = to - 1;
    for (let at = from; at < last; at += 2) {
      const places = pairs[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] as number;
      if (places !== 0 && this.isAnchor(bytes, at, from, to, places)) return true;
    }
    return false;
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
    for (const one of anyCase ? [first, first.toUpperCase()] : [first]) {
      for (const two of anyCase ? [second, second.toUpperCase()] : [second]) {
        this.placesOf((one.charCodeAt(0) << 8) | two.charCodeAt(0)).push(place);
      }
    }
  }

  private placesOf(pair: number): Place[] {
    if (this.pairs[pair] === 0) this.pairs[pair] = this.places.push([]) - 1;
    return this.places[this.pairs[pair] as number] as Place[];
  }
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
