/**
 * Finds where an id of eight bytes lies among many, without an object for each. Ids come from strangers: where one falls
 * hangs on a number that only this index knows.
 */
export class IdIndex {
  /** Of each slot the two words of the id, and its place plus one; 0 is free. They lie together: memory is what takes time. */
  private readonly slots: Uint32Array;
  private readonly mask: number;
  private readonly seed = (Math.random() * 2 ** 32) >>> 0;

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(most * 2 + 2));
    this.slots = new Uint32Array(slots * 3);
    this.mask = slots - 1;
  }

  /** The place of the same id that was put in before, or `place` itself, which is put in then. */
  put(words: Uint32Array, place: number): number {
    const slot = this.slotOf(words, place);
    const there = this.slots[slot + 2] as number;
    if (there > 0) return there - 1;
    this.slots[slot] = words[place * 2] as number;
    this.slots[slot + 1] = words[place * 2 + 1] as number;
    this.slots[slot + 2] = place + 1;
    return place;
  }

  /** `place` is where its id is found from now on. */
  replace(words: Uint32Array, place: number): void {
    this.slots[this.slotOf(words, place) + 2] = place + 1;
  }

  /** Where the id at `place` of the words was put in; -1 when it was not. */
  find(words: Uint32Array, place: number): number {
    return (this.slots[this.slotOf(words, place) + 2] as number) - 1;
  }

  private slotOf(words: Uint32Array, place: number): number {
    const [low, high] = [words[place * 2] as number, words[place * 2 + 1] as number];
    for (let slot = mixed(low, high, this.seed) & this.mask; ; slot = (slot + 1) & this.mask) {
      const at = slot * 3;
      if (this.slots[at + 2] === 0 || (this.slots[at] === low && this.slots[at + 1] === high)) return at;
    }
  }
}

/** Eight bytes as two words. */
export const wordsOf = (ids: Uint8Array) => new Uint32Array(ids.buffer, ids.byteOffset, ids.length / 4);

export function mixed(one: number, other: number, seed: number): number {
  let hash = Math.imul(one ^ seed, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ other, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ seed, 0x9e37_79b1);
  return (hash ^ (hash >>> 16)) >>> 0;
}
