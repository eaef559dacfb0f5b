import type { TextColumn } from "../model/columns.ts";
import {
  type EntryField,
  entryFields,
  type ShapeField,
  shapeFields,
  type ToldEntries,
  type ToldSpans,
} from "../model/skeleton.ts";
import { ShapeTable } from "./shape-table.ts";
import type { SpansKept } from "./spans-kept.ts";
import { Texts } from "./texts.ts";
import { missingRow, type Tree } from "./tree.ts";

export interface Shapes {
  readonly shapeOf: Uint32Array;
  readonly table: ShapeTable;
  readonly texts: Texts;
}

export interface Shaped {
  readonly spans: ToldSpans;
  readonly entries: ToldEntries;
  readonly told: SpansKept;
  readonly tree: Tree;
  /** What the row says that stands for parents that have not arrived. */
  readonly missingName: string;
}

const atOnce = 65_536;

/** Which shape each row has. */
export function* shapeRows(from: Shaped): Generator<undefined, Shapes> {
  const { placeOf } = from.tree;
  const texts = new Texts();
  const missingName = texts.put(from.missingName);
  const table = new ShapeTable(shapeFields.length);
  const shapeAt = yield* shapePlaces(from, texts, table);
  const missing = () => table.put(Uint32Array.of(missingName, texts.put("span"), 0, 0, 0, 0, 0, 0));
  const shapeOf = new Uint32Array(placeOf.length);
  for (let row = 0; row < placeOf.length; row += 1) {
    const place = placeOf[row] as number;
    shapeOf[row] = place === missingRow ? missing() : (shapeAt[place] as number);
    if (row % atOnce === 0) yield;
  }
  return { shapeOf, table, texts };
}

function* shapePlaces(from: Shaped, texts: Texts, table: ShapeTable): Generator<undefined, Uint32Array> {
  const columns: Uint32Array[] = [];
  // Names come last: where room for texts runs out, theirs is the one to do without.
  for (const field of shapeFields.toReversed()) {
    columns.unshift(yield* textsOfField(from, field, texts));
  }
  const { kept } = from.told;
  const shapeAt = new Uint32Array(kept.length);
  const tuple = new Uint32Array(shapeFields.length);
  for (let place = 0; place < kept.length; place += 1) {
    if (place % atOnce === 0) yield;
    if (kept[place] === 0) continue;
    for (let field = 0; field < tuple.length; field += 1)
      tuple[field] = (columns[field] as Uint32Array)[place] as number;
    shapeAt[place] = table.put(tuple);
  }
  return shapeAt;
}

/** By place: the number of the span's text, or of the one that the ledger knows in its stead. */
function* textsOfField(
  { spans, entries, told }: Shaped,
  field: ShapeField,
  texts: Texts,
): Generator<undefined, Uint32Array> {
  const own = yield* numbered(spans.texts[field], texts, field === "kind" ? "span" : "");
  if (!isEntryField(field)) return own;
  const theirs = yield* numbered(entries.texts[field], texts, "");
  for (let place = 0; place < own.length; place += 1) {
    const entry = told.entryOf[place] as number;
    if (entry < 0) continue;
    if (field === "agent") own[place] = theirs[entry] as number;
    else if (entries.adopted[entry] === 1 && (field !== "error" || own[place] === 0))
      own[place] = theirs[entry] as number;
  }
  return own;
}

const isEntryField = (field: ShapeField): field is EntryField => (entryFields as readonly string[]).includes(field);

function* numbered(
  { texts: list, which }: TextColumn,
  texts: Texts,
  standard: string,
): Generator<undefined, Uint32Array> {
  const numbers = new Uint32Array(list.length);
  for (let at = 0; at < list.length; at += 1) {
    numbers[at] = texts.put(list[at] || standard);
    if (at % atOnce === 0) yield;
  }
  const column = new Uint32Array(which.length);
  for (let place = 0; place < which.length; place += 1) column[place] = numbers[which[place] as number] as number;
  yield;
  return column;
}
