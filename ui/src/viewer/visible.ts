import { membersOf } from "./groups.ts";
import type { Layout } from "./layout.ts";

/** What a reader folded and unfolded: rows are open and groups are folded unless they stand here. */
export interface Folds {
  readonly closed: ReadonlySet<number>;
  readonly opened: ReadonlySet<number>;
}

export const noFolds: Folds = { closed: new Set(), opened: new Set() };

/** The lines to draw, from the top: a row, or `~group` for one that stands for a group. */
export interface Visible {
  readonly items: Int32Array;
  readonly depths: Uint32Array;
}

/** Rows that follow each other; of `group`, whose members they are, they are listed themselves. */
interface Stretch {
  at: number;
  readonly end: number;
  /** How much deeper than in the trace, by the groups around. */
  readonly shift: number;
  readonly group: number;
}

/** The members of an unfolded group, one after the other. */
interface Listing {
  readonly members: Uint32Array;
  next: number;
  readonly shift: number;
  readonly group: number;
}

type Tree = Pick<Layout, "rows" | "size" | "depth" | "groups">;

export function visibleRows(layout: Tree, { closed, opened }: Folds): Visible {
  const { rows, size, depth, groups } = layout;
  const isClosed = marked(closed, rows);
  const items = new Int32Array(rows + groups.count);
  const depths = new Uint32Array(items.length);
  let count = 0;

  function put(item: number, row: number, shift: number): void {
    items[count] = item;
    depths[count] = (depth[row] as number) + shift;
    count += 1;
  }

  /** Goes on until a group is met that is open. */
  function follow(stretch: Stretch): Listing | undefined {
    while (stretch.at < stretch.end) {
      const row = stretch.at;
      const group = groups.of[row] as number;
      if (group < 0 || group === stretch.group) {
        put(row, row, stretch.shift);
        stretch.at += isClosed[row] === 1 ? (size[row] as number) : 1;
        continue;
      }
      stretch.at += size[row] as number;
      const members = membersOf(groups, group);
      if (members[0] !== row) continue;
      put(~group, row, stretch.shift);
      if (opened.has(group)) return { members, next: 0, shift: stretch.shift + 1, group };
    }
    return undefined;
  }

  const under: (Stretch | Listing)[] = [{ at: 0, end: rows, shift: 0, group: -1 }];
  for (let top = under.at(-1); top !== undefined; top = under.at(-1)) {
    const next = "members" in top ? nextMember(top, size) : follow(top);
    if (next === undefined) under.pop();
    else under.push(next);
  }
  return { items: items.slice(0, count), depths: depths.slice(0, count) };
}

function nextMember(listing: Listing, size: Uint32Array): Stretch | undefined {
  const at = listing.members[listing.next];
  listing.next += 1;
  if (at === undefined) return undefined;
  return { at, end: at + (size[at] as number), shift: listing.shift, group: listing.group };
}

function marked(some: ReadonlySet<number>, length: number): Uint8Array {
  const marks = new Uint8Array(length);
  for (const at of some) marks[at] = 1;
  return marks;
}

/** What is above a row, from the nearest. */
export function ancestorsOf({ parent }: Pick<Layout, "parent">, row: number): number[] {
  const found: number[] = [];
  for (let up = parent[row] ?? -1; up >= 0; up = parent[up] ?? -1) found.push(up);
  return found;
}

/** The folds with as much unfolded as it takes to see a row; the same ones when it is seen already. */
export function revealing(layout: Pick<Layout, "parent" | "groups">, folds: Folds, row: number): Folds {
  const above = ancestorsOf(layout, row);
  const groups = [row, ...above].map((at) => layout.groups.of[at] as number).filter((group) => group >= 0);
  if (!above.some((at) => folds.closed.has(at)) && groups.every((group) => folds.opened.has(group))) return folds;
  return {
    closed: folds.closed.difference(new Set(above)),
    opened: folds.opened.union(new Set(groups)),
  };
}

/** The line that shows a row: its own, or of what is folded around it. */
export function itemOf({ parent, groups }: Pick<Layout, "parent" | "groups">, folds: Folds, row: number): number {
  let item = row;
  for (let at = row; at >= 0; at = parent[at] ?? -1) {
    const group = groups.of[at] as number;
    if (group >= 0 && !folds.opened.has(group)) item = ~group;
    const above = parent[at] ?? -1;
    if (above >= 0 && folds.closed.has(above)) item = above;
  }
  return item;
}

/** The folds with one line turned: what was open is folded, what was folded is open. */
export function turned({ closed, opened }: Folds, item: number): Folds {
  return item < 0 ? { closed, opened: toggled(opened, ~item) } : { closed: toggled(closed, item), opened };
}

function toggled(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

/** The next row after `row` for which `matches` holds, from the top again after the last; -1 when none does. */
export function nextRow(rows: number, row: number, matches: (row: number) => boolean, by: 1 | -1 = 1): number {
  for (let step = 1; step <= rows; step += 1) {
    const at = (((row + by * step) % rows) + rows) % rows;
    if (matches(at)) return at;
  }
  return -1;
}
