import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { membersOf } from "./groups.ts";
import { type Layout, shapeFields } from "./layout.ts";

/** What was searched for and found. */
export interface Hits {
  /** 1 where a row matches. */
  readonly rows: Uint8Array;
  readonly count: number;
  /** How many members of each group match. */
  readonly inGroups: Uint32Array;
}

type Columns = Pick<Layout, "rows" | "shape" | "flags" | "texts" | "shapeTexts" | "groups">;

/**
 * Rows that have every word in their name, kind, agent, model, provider, service, tool or error, in any case, and those
 * of `said`, whose contents have them. Null when nothing is searched for.
 */
export function findRows(layout: Columns, words: string, said: readonly number[] = []): Hits | null {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return null;
  const matches = matchingShapes(layout, wanted);
  const rows = new Uint8Array(layout.rows);
  for (const row of said) if (row < rows.length) rows[row] = 1;
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (matches[layout.shape[row] as number] === 1) rows[row] = 1;
    if (((layout.flags[row] as number) & flag.missing) !== 0) rows[row] = 0;
    count += rows[row] as number;
  }
  return { rows, count, inGroups: countInGroups(layout, rows) };
}

/** Texts are few where spans are many: each is looked at once for each word. */
function matchingShapes({ texts, shapeTexts }: Columns, wanted: readonly string[]): Uint8Array {
  const fields = shapeFields.length;
  const shapes = shapeTexts.length / fields;
  const matches = new Uint8Array(shapes).fill(1);
  const lowered = loweredOf(texts);
  for (const word of wanted) {
    const hasWord = Uint8Array.from(lowered, (text) => (text.includes(word) ? 1 : 0));
    for (let shape = 0; shape < shapes; shape += 1) {
      let found = 0;
      for (let field = 0; field < fields; field += 1)
        found |= hasWord[shapeTexts[shape * fields + field] as number] ?? 0;
      if (found === 0) matches[shape] = 0;
    }
  }
  return matches;
}

const lowered = new WeakMap<readonly string[], readonly string[]>();

function loweredOf(texts: readonly string[]): readonly string[] {
  const known = lowered.get(texts) ?? texts.map((text) => text.toLowerCase());
  lowered.set(texts, known);
  return known;
}

function countInGroups({ groups }: Columns, rows: Uint8Array): Uint32Array {
  return Uint32Array.from({ length: groups.count }, (_, group) => {
    let count = 0;
    for (const row of membersOf(groups, group)) count += rows[row] as number;
    return count;
  });
}

/** The place of a row among those that match, from 1; 0 where it does not. Linear in the rows before it. */
export function placeAmong({ rows }: Pick<Hits, "rows">, row: number): number {
  if (rows[row] !== 1) return 0;
  let place = 0;
  for (let at = 0; at <= row; at += 1) place += rows[at] as number;
  return place;
}
