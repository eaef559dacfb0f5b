import { byOwner, type Family } from "./family.ts";
import { ownersOf, slackOf } from "./owners.ts";
import type { Spells } from "./spells.ts";

/** A stretch of the path and the step whose own it is; -1 where nothing that was told runs. */
export interface Segment {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** From when to when. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * What the end waited for: backwards from it, always through the one that ended last before, down into it, and where it
 * began, on from there in the step that began it. The stretches come in the order of time, and fill the window.
 */
export function criticalPath(family: Family, spells: Spells, byEnd: Uint32Array, window: Window): readonly Segment[] {
  const walk = new Walk(family, spells, byEnd, window);
  while (walk.step()) {}
  return walk.segments.reverse();
}

class Walk {
  readonly segments: Segment[] = [];
  private readonly owners: Int32Array;
  private readonly members: Uint32Array;
  /** How many of each step's are still to be looked at, the ones that end last first; of -1 under the number of steps. */
  private readonly next: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly open: Int32Array;
  private readonly family: Family;
  private readonly spells: Spells;
  private readonly window: Window;
  private at = -1;
  private moment: number;

  constructor(family: Family, spells: Spells, byEnd: Uint32Array, window: Window) {
    this.family = family;
    this.spells = spells;
    this.window = window;
    this.moment = window.to;
    this.owners = ownersOf(family, spells);
    const { offsets, members } = byOwner(this.owners, byEnd);
    this.members = members;
    this.next = offsets.slice(0, -1);
    this.ends = offsets.slice(1);
    this.open = family.parents.slice();
  }

  /** Goes one step down or up; false at the beginning of the window. */
  step(): boolean {
    if (this.moment <= this.window.from) return false;
    const last = this.lastBefore();
    if (last !== -1) {
      this.goBackTo(this.spells.to[last] as number);
      this.at = last;
      return true;
    }
    this.goBackTo(this.at === -1 ? this.window.from : (this.spells.from[this.at] as number));
    if (this.at === -1) return false;
    this.at = this.openAbove(this.at);
    return true;
  }

  /** The one that ended last of those that may have held the step up, and had not ended too late for that. */
  private lastBefore(): number {
    const owner = this.at === -1 ? this.next.length - 1 : this.at;
    const start = this.at === -1 ? this.window.from : (this.spells.from[this.at] as number);
    for (
      ;
      (this.next[owner] as number) < (this.ends[owner] as number);
      this.next[owner] = (this.next[owner] as number) + 1
    ) {
      const place = this.members[this.next[owner] as number] as number;
      const [from, to] = [this.spells.from[place] as number, this.spells.to[place] as number];
      if (to <= start) return -1;
      if (from >= to || from >= this.moment || to > this.moment + slackOf(this.spells, place)) continue;
      this.next[owner] = (this.next[owner] as number) + 1;
      return place;
    }
    return -1;
  }

  private goBackTo(moment: number): void {
    const from = Math.max(Math.min(moment, this.moment), this.window.from);
    if (from < this.moment) this.segments.push({ at: this.at, from, to: this.moment });
    this.moment = from;
  }

  /** Where to go on: in the step that began it if that was still running, else in the one it may have held up. */
  private openAbove(at: number): number {
    const parent = this.family.parents[at] as number;
    const isOpen = parent !== -1 && (this.spells.to[parent] as number) >= this.moment;
    return this.begunBefore(isOpen || parent === -1 ? parent : (this.owners[at] as number));
  }

  /** Itself or the nearest above it that began before now. The moment only goes back: who began later is passed by for good. */
  private begunBefore(first: number): number {
    let found = first;
    while (found !== -1 && (this.spells.from[found] as number) >= this.moment) found = this.open[found] as number;
    for (let at = first; at !== found; ) {
      const above = this.open[at] as number;
      this.open[at] = found;
      at = above;
    }
    return found;
  }
}
