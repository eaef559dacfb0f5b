import { kindFamilies } from "../../../receiver/src/model/kind-family.ts";
import type { Skeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";

/** How many steps ran at once, over the whole trace. */
export interface Density {
  readonly buckets: number;
  /** By family, then by bucket. */
  readonly atWork: Float32Array;
}

const buckets = 600;

type Columns = Pick<Skeleton, "rows" | "start" | "duration" | "flags" | "size"> & { readonly extent: number };

/** Of spans that hold no others: what holds them runs as long as they do. Linear in rows and buckets. */
export function densityOf({ rows, start, duration, flags, size, extent }: Columns, familyAt: (row: number) => number) {
  const width = buckets + 1;
  const changes = new Float32Array(kindFamilies.length * width);
  const perNano = extent > 0 ? buckets / extent : 0;
  for (let row = 0; row < rows; row += 1) {
    const said = flags[row] as number;
    if (size[row] !== 1 || (said & flag.missing) !== 0) continue;
    const from = bucketOf((start[row] as number) * perNano);
    const isOpen = (said & flag.ended) === 0 && (said & flag.status) === 2;
    const end = isOpen ? extent : (start[row] as number) + Math.max(0, duration[row] as number);
    const base = familyAt(row) * width;
    const last = Math.max(from, bucketOf(end * perNano - 1e-9));
    changes[base + from] = (changes[base + from] as number) + 1;
    changes[base + last + 1] = (changes[base + last + 1] as number) - 1;
  }
  return { buckets, atWork: summed(changes, width) };
}

const bucketOf = (at: number) => Math.max(0, Math.min(buckets - 1, Math.floor(at)));

function summed(changes: Float32Array, width: number): Float32Array {
  const sums = new Float32Array(kindFamilies.length * buckets);
  for (let family = 0; family < kindFamilies.length; family += 1) {
    let sum = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      sum += changes[family * width + bucket] as number;
      sums[family * buckets + bucket] = sum;
    }
  }
  return sums;
}
