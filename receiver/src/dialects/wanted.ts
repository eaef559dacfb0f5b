import { isAskedAnyway, type Reader } from "./readers.ts";

/**
 * Which of several readers may find something. A span has few of the attributes that they ask for, so it is worked out
 * before which attribute is whose: one bit for each reader, at most 31 of them.
 */
export class Wanted {
  private readonly bitsOf = new Map<string, number>();
  private anyway = 0;

  /** Adds a reader under the bit of that index. */
  add(index: number, { keys, ...reader }: Reader<unknown>): void {
    const bit = 1 << index;
    if (isAskedAnyway({ keys, ...reader })) this.anyway |= bit;
    for (const key of keys) this.bitsOf.set(key, (this.bitsOf.get(key) ?? 0) | bit);
  }

  /** The bits of those that may find something where these attributes are. */
  among(present: readonly string[]): number {
    let bits = this.anyway;
    for (const key of present) bits |= this.bitsOf.get(key) ?? 0;
    return bits;
  }
}
