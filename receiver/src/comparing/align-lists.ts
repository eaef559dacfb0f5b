/** By what two of a list are taken for the same: the more of it is alike, the rather. */
export interface Likeness {
  readonly kind: string;
  readonly name: string;
  /** What it is called for, whatever it says: a tool, an agent. */
  readonly label: string;
  /** That, and what it is about. */
  readonly whole: string;
}

/** Places in the left and in the right list; -1 where the other has none. */
export type Pair = readonly [left: number, right: number];

const worth = { whole: 8, label: 6, name: 3, kind: 1 };

/**
 * Pairs two lists in their order so that what is paired is alike as much as can be; each place is in one pair. Sides that
 * are swapped give the same pairs, swapped. Takes as many steps as the product of the lengths, between what both begin
 * and end with. Pairs that are worth less than `least` are not made.
 */
export function alignLists(left: readonly Likeness[], right: readonly Likeness[], least = worth.kind): readonly Pair[] {
  if (isBefore(right, left)) return aligned(right, left, least).map(([one, other]) => [other, one]);
  return aligned(left, right, least);
}

/** Anything but the same both ways would do. */
function isBefore(one: readonly Likeness[], other: readonly Likeness[]): boolean {
  if (one.length !== other.length) return one.length < other.length;
  const at = one.findIndex((likeness, index) => textOf(likeness) !== textOf(other[index] as Likeness));
  return at !== -1 && textOf(one[at] as Likeness) < textOf(other[at] as Likeness);
}

const textOf = ({ whole, kind, name }: Likeness) => `${whole}\n${kind}\n${name}`;

function aligned(left: readonly Likeness[], right: readonly Likeness[], least: number): readonly Pair[] {
  const shorter = Math.min(left.length, right.length);
  let [before, behind] = [0, 0];
  while (before < shorter && left[before]?.whole === right[before]?.whole) before += 1;
  while (behind < shorter - before && left.at(-1 - behind)?.whole === right.at(-1 - behind)?.whole) behind += 1;
  const pairs: Pair[] = Array.from({ length: before }, (_, at) => [at, at]);
  const middle = { left: left.slice(before, left.length - behind), right: right.slice(before, right.length - behind) };
  for (const [one, other] of bestPairs(middle.left, middle.right, least))
    pairs.push([one === -1 ? -1 : one + before, other === -1 ? -1 : other + before]);
  for (let at = behind; at > 0; at -= 1) pairs.push([left.length - at, right.length - at]);
  return pairs;
}

interface Numbered {
  readonly kind: Uint32Array;
  readonly name: Uint32Array;
  readonly label: Uint32Array;
  readonly whole: Uint32Array;
}

const both = 1;
const leftAlone = 2;
const rightAlone = 3;

function bestPairs(left: readonly Likeness[], right: readonly Likeness[], least: number): readonly Pair[] {
  const numbers = new Map<string, number>();
  const [ones, others] = [numbered(left, numbers), numbered(right, numbers)];
  const width = right.length;
  const moves = new Uint8Array(left.length * width);
  let below = new Uint32Array(width + 1);
  let row = new Uint32Array(width + 1);
  for (let at = left.length - 1; at >= 0; at -= 1) {
    for (let other = width - 1; other >= 0; other -= 1) {
      const gain = likenessOf(ones, at, others, other);
      const skipped = Math.max(below[other] as number, row[other + 1] as number);
      const paired = gain >= least ? (below[other + 1] as number) + gain : 0;
      const isPaired = paired > 0 && paired >= skipped;
      row[other] = isPaired ? paired : skipped;
      moves[at * width + other] = isPaired ? both : skipped === below[other] ? leftAlone : rightAlone;
    }
    [below, row] = [row, below];
  }
  return pairsAlong(moves, left.length, width);
}

function pairsAlong(moves: Uint8Array, height: number, width: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let [at, other] = [0, 0];
  while (at < height || other < width) {
    const move = at === height ? rightAlone : other === width ? leftAlone : moves[at * width + other];
    pairs.push([move === rightAlone ? -1 : at, move === leftAlone ? -1 : other]);
    if (move !== rightAlone) at += 1;
    if (move !== leftAlone) other += 1;
  }
  return pairs;
}

function numbered(list: readonly Likeness[], numbers: Map<string, number>): Numbered {
  const column = (field: keyof Likeness) =>
    Uint32Array.from(list, (likeness) => {
      const text = `${field} ${likeness[field]}`;
      const known = numbers.get(text) ?? numbers.size;
      numbers.set(text, known);
      return known;
    });
  return { kind: column("kind"), name: column("name"), label: column("label"), whole: column("whole") };
}

function likenessOf(ones: Numbered, at: number, others: Numbered, other: number): number {
  if (ones.whole[at] === others.whole[other]) return worth.whole;
  if (ones.label[at] === others.label[other]) return worth.label;
  if (ones.name[at] === others.name[other]) return worth.name;
  return ones.kind[at] === others.kind[other] ? worth.kind : 0;
}

/** The least worth of two that are called for the same. */
export const sameLabel = worth.label;
