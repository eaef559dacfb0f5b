import type { Skeleton } from "../skeleton/read-skeleton.ts";
import { flag } from "../skeleton/wire.ts";

/** A line of the tree: a step, or many like it that stand for one another. */
export interface Entry {
  /** What is drawn before it: where it hangs. */
  readonly branch: string;
  /** What is drawn before what is told below it. */
  readonly below: string;
  /** One row, or all that are folded. */
  readonly rows: readonly number[];
}

export interface Folded {
  readonly entries: readonly Entry[];
  /** Rows that neither stand in a line nor under a fold, and the first that failed among them. */
  readonly leftOut: number;
  readonly leftOutFailed: number;
  readonly firstFailed: readonly number[];
}

interface Hung {
  readonly rows: readonly number[];
  readonly above: string;
  readonly isTop: boolean;
  readonly isLast: boolean;
}

/** Below it, branches are no longer drawn further in. */
const mostDepth = 24;
const failedNamed = 10;

/** The tree from the top, as far as `most` lines go. More siblings alike than `mostAlike` are one line. */
export function foldTree(tree: Skeleton, most: number, mostAlike = 20): Folded {
  const entries: Entry[] = [];
  const told = new Uint8Array(tree.rows);
  const waiting = hung(tree, mostAlike, { from: 0, to: tree.rows, above: "", isTop: true });
  while (entries.length < most) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { rows, above, isTop, isLast } = next;
    const below = isTop || above.length >= 3 * mostDepth ? above : above + (isLast ? "   " : "│  ");
    entries.push({ branch: isTop ? "" : above + (isLast ? "└─ " : "├─ "), below, rows });
    for (const row of rows) told.fill(1, row, row + (rows.length > 1 ? sizeAt(tree, row) : 1));
    const [row = 0] = rows;
    if (rows.length === 1)
      for (const one of hung(tree, mostAlike, {
        from: row + 1,
        to: row + sizeAt(tree, row),
        above: below,
        isTop: false,
      }))
        waiting.push(one);
  }
  return { entries, ...leftOut(tree, told) };
}

const sizeAt = ({ size }: Skeleton, row: number) => size[row] ?? 1;

interface Siblings extends Pick<Hung, "above" | "isTop"> {
  readonly from: number;
  readonly to: number;
}

/** The rows from one to before another that hang side by side, likes together, the last first. */
function hung(tree: Skeleton, mostAlike: number, { from, to, above, isTop }: Siblings): Hung[] {
  const likes = new Map<string, number[]>();
  const order: (readonly number[])[] = [];
  for (let row = from; row < to; row += sizeAt(tree, row)) {
    const key = `${tree.shape[row]} ${(tree.flags[row] ?? 0) & flag.status}`;
    const alike = likes.get(key);
    if (alike === undefined) order.push(likes.set(key, [row]).get(key) ?? []);
    else alike.push(row);
  }
  const lines = order.flatMap((rows) => (rows.length > mostAlike ? [rows] : rows.map((row) => [row])));
  lines.sort(([one = 0], [other = 0]) => one - other);
  return lines.map((rows, at) => ({ rows, above, isTop, isLast: at === lines.length - 1 })).reverse();
}

function leftOut({ rows, flags }: Skeleton, told: Uint8Array): Omit<Folded, "entries"> {
  let [leftOut, leftOutFailed] = [0, 0];
  const firstFailed: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (told[row] === 1) continue;
    leftOut += 1;
    if (((flags[row] ?? 0) & flag.status) !== 1) continue;
    leftOutFailed += 1;
    if (firstFailed.length < failedNamed) firstFailed.push(row);
  }
  return { leftOut, leftOutFailed, firstFailed };
}
