import { mixed } from "./id-index.ts";

/** Distinct tuples of numbers, each once, by the number of their first appearance. */
export class ShapeTable {
  count = 0;
  values: Uint32Array;
  private readonly width: number;
  private readonly seed = (Math.random() * 2 ** 32) >>> 0;
  private slots = new Int32Array(128).fill(-1);
  private last = -1;

  constructor(width: number) {
    this.width = width;
    this.values = new Uint32Array(64 * width);
  }

  /** The number of the tuple. */
  put(tuple: Uint32Array): number {
    if (this.last >= 0 && this.isAt(this.last, tuple)) return this.last;
    const slot = this.slotOf(tuple);
    if (this.slots[slot] === -1) this.add(tuple, slot);
    else this.last = this.slots[slot] as number;
    return this.last;
  }

  private add(tuple: Uint32Array, slot: number): void {
    if ((this.count + 1) * this.width > this.values.length) this.values = grown(this.values);
    this.values.set(tuple, this.count * this.width);
    this.slots[slot] = this.count;
    this.last = this.count;
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.rehash();
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let number = 0; number < this.count; number += 1) {
      const tuple = this.values.subarray(number * this.width, (number + 1) * this.width);
      this.slots[this.slotOf(tuple)] = number;
    }
  }

  private slotOf(tuple: Uint32Array): number {
    let hash = this.seed;
    for (let at = 0; at < this.width; at += 1) hash = mixed(tuple[at] as number, hash, this.seed);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const there = this.slots[slot] as number;
      if (there < 0 || this.isAt(there, tuple)) return slot;
    }
  }

  private isAt(number: number, tuple: Uint32Array): boolean {
    for (let at = 0; at < this.width; at += 1) if (this.values[number * this.width + at] !== tuple[at]) return false;
    return true;
  }
}

function grown(values: Uint32Array): Uint32Array {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}
