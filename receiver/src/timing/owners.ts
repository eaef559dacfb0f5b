import type { Family } from "./family.ts";
import type { Spells } from "./spells.ts";

/** Clocks tell milliseconds: what ends so much too late, and a hundredth of its own length at most, ended in time. */
const slackNanos = 1_000_000;

export function slackOf({ from, to, unit }: Spells, at: number): number {
  return Math.min(slackNanos / Number(unit), ((to[at] as number) - (from[at] as number)) / 100);
}

/**
 * Whom each step may have held up: the nearest step above it that ended no earlier. -1 where none did. A step that went
 * on after the one that began it is so its elder's.
 */
export function ownersOf(family: Family, spells: Spells): Int32Array {
  const { parents, downwards } = family;
  const { to } = spells;
  const later = new LaterAncestors(parents, to);
  const owners = new Int32Array(parents.length);
  for (const at of downwards) {
    owners[at] = later.firstReaching(parents[at] as number, (to[at] as number) - slackOf(spells, at));
    later.add(at);
  }
  return owners;
}

/**
 * From each step up the steps that end later and later. Jumps double as one climbs, so that the climb through a hundred
 * thousand of them is short. https://doi.org/10.1016/0020-0190(83)90106-0
 */
class LaterAncestors {
  private readonly next: Int32Array;
  private readonly jump: Int32Array;
  private readonly depth: Int32Array;

  private readonly parents: Int32Array;
  private readonly to: Float64Array;

  constructor(parents: Int32Array, to: Float64Array) {
    this.parents = parents;
    this.to = to;
    this.next = new Int32Array(parents.length).fill(-1);
    this.jump = new Int32Array(parents.length).fill(-1);
    this.depth = new Int32Array(parents.length);
  }

  add(at: number): void {
    const next = this.firstReaching(this.parents[at] as number, this.to[at] as number, true);
    this.next[at] = next;
    if (next === -1) return;
    const over = this.jump[next] as number;
    const overThat = over === -1 ? -1 : (this.jump[over] as number);
    const isEven =
      over !== -1 && this.depthOf(next) - this.depthOf(over) === this.depthOf(over) - this.depthOf(overThat);
    this.jump[at] = isEven ? overThat : next;
    this.depth[at] = this.depthOf(next) + 1;
  }

  /** The step itself or the nearest above it that ends then or later; -1 is past the last. */
  firstReaching(from: number, moment: number, strictly = false): number {
    const reaches = (at: number) => {
      const end = this.to[at] as number;
      return strictly ? end > moment : end >= moment;
    };
    let at = from;
    while (at !== -1 && !reaches(at)) {
      const over = this.jump[at] as number;
      at = over !== -1 && !reaches(over) ? over : (this.next[at] as number);
    }
    return at;
  }

  private depthOf(at: number): number {
    return at === -1 ? -1 : (this.depth[at] as number);
  }
}
