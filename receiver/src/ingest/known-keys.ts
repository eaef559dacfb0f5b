/** Finds the few attribute names that matter among all that come by, without making a string of any. */
export class KnownKeys {
  readonly size: number;
  readonly names: readonly string[];
  private readonly slots = new Map<string, number>();
  private readonly buckets: { readonly bytes: Uint8Array; readonly slot: number }[][] = [];

  constructor(keys: Iterable<string>) {
    for (let index = 0; index < bucketCount; index += 1) this.buckets.push([]);
    for (const key of new Set(keys)) {
      const bytes = Buffer.from(key);
      const slot = this.slots.size;
      this.slots.set(key, slot);
      this.buckets[bucketOf(bytes, 0, bytes.length)]?.push({ bytes, slot });
    }
    this.names = [...this.slots.keys()];
    this.size = this.slots.size;
  }

  slotOf(key: string): number {
    return this.slots.get(key) ?? -1;
  }

  find(bytes: Uint8Array, from: number, to: number): number {
    const bucket = this.buckets[bucketOf(bytes, from, to)] as { bytes: Uint8Array; slot: number }[];
    for (const known of bucket) {
      if (known.bytes.length === to - from && same(known.bytes, bytes, from)) return known.slot;
    }
    return -1;
  }
}

const bucketCount = 512;

function bucketOf(bytes: Uint8Array, from: number, to: number): number {
  if (to === from) return 0;
  const last = bytes[to - 1] as number;
  const middle = bytes[(from + to) >> 1] as number;
  return (Math.imul(to - from, 31) + Math.imul(last, 7) + Math.imul(middle, 13)) & (bucketCount - 1);
}

function same(known: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let index = 0; index < known.length; index += 1) {
    if (known[index] !== bytes[from + index]) return false;
  }
  return true;
}
