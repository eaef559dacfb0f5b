import { hashOf } from "./hash.ts";

/**
 * Remembers which contents and origins were stored lately, so that they are not written again with every turn of a
 * conversation. It may forget at any time: then a content is written twice and the table keeps one.
 * A table of fixed size, a hash to a place: new ones push out old ones.
 */
export class Seen {
  private readonly places: Int32Array;
  private readonly mask: number;
  private scope = "";
  private salt: Buffer = Buffer.alloc(16);

  constructor(places = 1 << 18) {
    this.places = new Int32Array(places * 4);
    this.mask = places - 1;
  }

  /** What was stored for one project, on one day, in one retention class, says nothing about any other. */
  within(scope: string): void {
    if (scope === this.scope) return;
    this.scope = scope;
    this.salt = hashOf(Buffer.from(scope));
  }

  has(hash: Uint8Array): boolean {
    const at = this.placeOf(hash);
    for (let word = 0; word < 4; word += 1) {
      if (this.places[at + word] !== this.wordOf(hash, word)) return false;
    }
    return true;
  }

  add(hash: Uint8Array): void {
    const at = this.placeOf(hash);
    for (let word = 0; word < 4; word += 1) this.places[at + word] = this.wordOf(hash, word);
  }

  remove(hash: Uint8Array): void {
    if (this.has(hash)) this.places.fill(0, this.placeOf(hash), this.placeOf(hash) + 4);
  }

  clear(): void {
    this.places.fill(0);
  }

  private placeOf(hash: Uint8Array): number {
    return (this.wordOf(hash, 0) & this.mask) * 4;
  }

  private wordOf(hash: Uint8Array, word: number): number {
    return readWord(hash, word) ^ readWord(this.salt, word);
  }
}

function readWord(hash: Uint8Array, word: number): number {
  const at = word * 4;
  return (
    (hash[at] as number) |
    ((hash[at + 1] as number) << 8) |
    ((hash[at + 2] as number) << 16) |
    ((hash[at + 3] as number) << 24)
  );
}
