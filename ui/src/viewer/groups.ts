import type { Skeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";

/** Siblings that look alike are told as one once they are more than this. */
const mostAlike = 20;

/** Siblings of one look, from the first to the last of them. */
export interface Groups {
  readonly count: number;
  /** The group of each row; -1 is none. */
  readonly of: Int32Array;
  /** Where the members of each group begin; one more than there are groups. */
  readonly from: Uint32Array;
  /** Rows, in their order. */
  readonly members: Uint32Array;
  readonly place: Uint32Array;
  readonly siblings: Uint32Array;
  /** Of those that ended, in nanoseconds; -1 where none did. */
  readonly shortest: Float64Array;
  readonly median: Float64Array;
  readonly longest: Float64Array;
  readonly failed: Uint32Array;
  readonly running: Uint32Array;
}

type Columns = Pick<Skeleton, "rows" | "size" | "depth" | "duration" | "flags">;

/** Which siblings stand together, and the place of everybody among their own. Linear in the rows. */
export function findGroups(columns: Columns, likenessOf: (row: number) => number) {
  const { rows, size } = columns;
  const of = new Int32Array(rows).fill(-1);
  const [place, siblings] = [new Uint32Array(rows), new Uint32Array(rows)];
  const counts: number[] = [];
  const places: number[] = [];
  const sizes: number[] = [];
  const alike = new Map<number, number>();
  const groupOf = new Map<number, number>();

  /** Few children stand for themselves. */
  function fewIn(first: number, end: number): boolean {
    let count = 0;
    for (let row = first; row < end; row += size[row] as number) if (++count > mostAlike) return false;
    let at = 0;
    for (let row = first; row < end; row += size[row] as number) {
      place[row] = ++at;
      siblings[row] = count;
    }
    return true;
  }

  function family(first: number, end: number): void {
    if (fewIn(first, end)) return;
    alike.clear();
    groupOf.clear();
    for (let row = first; row < end; row += size[row] as number) {
      const look = likenessOf(row);
      alike.set(look, (alike.get(look) ?? 0) + 1);
    }
    let entries = 0;
    for (let row = first; row < end; row += size[row] as number) {
      const look = likenessOf(row);
      if ((alike.get(look) ?? 0) <= mostAlike) {
        place[row] = ++entries;
        continue;
      }
      let group = groupOf.get(look);
      if (group === undefined) {
        group = counts.push(0) - 1;
        groupOf.set(look, group);
        places[group] = ++entries;
      }
      of[row] = group;
      counts[group] = (counts[group] ?? 0) + 1;
      place[row] = counts[group] ?? 0;
    }
    for (const group of groupOf.values()) sizes[group] = entries;
    for (let row = first; row < end; row += size[row] as number) {
      const group = of[row] as number;
      siblings[row] = group < 0 ? entries : (counts[group] ?? 0);
    }
  }

  family(0, rows);
  for (let row = 0; row < rows; row += 1) {
    const below = size[row] as number;
    if (below > 1) family(row + 1, row + below);
  }
  const listed = { count: counts.length, ...listMembers(of, counts) };
  const groups: Groups = {
    of,
    ...listed,
    place: Uint32Array.from(places),
    siblings: Uint32Array.from(sizes),
    ...spreadsOf(columns, listed),
  };
  return { groups, place, siblings };
}

function listMembers(of: Int32Array, counts: readonly number[]) {
  const from = new Uint32Array(counts.length + 1);
  for (const [group, count] of counts.entries()) from[group + 1] = (from[group] as number) + count;
  const members = new Uint32Array(from[counts.length] as number);
  const next = from.slice();
  for (let row = 0; row < of.length; row += 1) {
    const group = of[row] as number;
    if (group < 0) continue;
    members[next[group] as number] = row;
    next[group] = (next[group] as number) + 1;
  }
  return { from, members };
}

type Members = Pick<Groups, "from" | "members" | "count">;

function spreadsOf({ duration, flags }: Columns, listed: Members) {
  const { count } = listed;
  const [failed, running] = [new Uint32Array(count), new Uint32Array(count)];
  const [shortest, median, longest] = [unknown(count), unknown(count), unknown(count)];
  for (let group = 0; group < count; group += 1) {
    const rows = membersOf(listed, group);
    for (const row of rows) {
      const status = (flags[row] as number) & flag.status;
      if (status === 1) failed[group] = (failed[group] as number) + 1;
      if (status === 2) running[group] = (running[group] as number) + 1;
    }
    const ended = rows.filter((row) => ((flags[row] as number) & flag.ended) !== 0);
    if (ended.length === 0) continue;
    const sorted = Float64Array.from(ended, (row) => duration[row] as number).sort();
    shortest[group] = sorted[0] as number;
    median[group] = sorted[sorted.length >> 1] as number;
    longest[group] = sorted[sorted.length - 1] as number;
  }
  return { shortest, median, longest, failed, running };
}

const unknown = (count: number) => new Float64Array(count).fill(-1);

/** Their rows, in order. */
export function membersOf({ from, members }: Pick<Groups, "from" | "members">, group: number): Uint32Array {
  return members.subarray(from[group], from[group + 1]);
}
