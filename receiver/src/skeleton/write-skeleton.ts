import { shapeFields, type ToldEntries, type ToldSpans } from "../model/skeleton.ts";
import { findParents } from "./parents.ts";
import { numbersOfRows, type Rows } from "./rows.ts";
import { type Shapes, shapeRows } from "./shapes.ts";
import { keepSpans, type SpansKept } from "./spans-kept.ts";
import { layTree, type Tree } from "./tree.ts";
import { Varints } from "./varints.ts";
import { costIsKnown, flag, formatVersion, type Head, magic } from "./wire.ts";

export interface SkeletonSource {
  readonly traceId: string;
  readonly version: string;
  readonly spanCount: number;
  readonly truncated: boolean;
  readonly spans: ToldSpans;
  readonly entries: ToldEntries;
}

/** Whether the ids of the spans come too, or nothing else: they are random, and nothing makes them smaller. */
export type WithIds = "with" | "without" | "only";

type Column = readonly [name: string, bytes: Uint8Array];

/**
 * The tree of a trace as bytes, in pieces to be sent one behind the other. Yields now and then, so that others may work.
 * Takes time and memory that grow with the number of spans alone.
 */
export function* writeSkeleton(source: SkeletonSource, ids: WithIds): Generator<undefined, readonly Uint8Array[]> {
  const { spans, entries } = source;
  const told = yield* keepSpans(spans, entries);
  const parents = yield* findParents(spans, entries, told);
  const tree = yield* layTree({ ...spans, kept: told.kept }, parents);
  const columns: Column[] = [];
  let [shapes, textsLeftOut] = [0, 0];
  if (ids !== "only") {
    const rows = yield* numbersOfRows({ spans, entries, told, tree, parentOf: parents.parentOf });
    const shaped = yield* shapeRows({ spans, entries, told, tree, missingName: missingName(parents.orphans) });
    columns.push(...(yield* columnsOf({ source, told, tree, rows, shaped })));
    [shapes, textsLeftOut] = [shaped.table.count, shaped.texts.leftOut];
  }
  if (ids !== "without") columns.push(["ids", yield* idsOfRows(spans.ids, tree)]);
  const { traceId, version, spanCount, truncated } = source;
  const head: Head = {
    ...{ traceId, version, origin: String(spans.starts[tree.first] ?? 0n) },
    ...{ rows: tree.placeOf.length, spans: tree.placeOf.length - (parents.orphans > 0 ? 1 : 0), spanCount, truncated },
    ...{ orphans: parents.orphans, missingParents: parents.missingParents, cuts: tree.cuts.length },
    ...{ textsLeftOut, shapes, columns: columns.map(([name, bytes]) => ({ name, bytes: bytes.length })) },
  };
  return [...frontOf(head), ...columns.map(([, bytes]) => bytes)];
}

const missingName = (orphans: number) =>
  orphans === 1 ? "1 span whose parent has not arrived" : `${orphans} spans whose parent has not arrived`;

function frontOf(head: Head): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(head));
  const front = Buffer.alloc(12);
  front.writeUInt32LE(magic, 0);
  front.writeUInt32LE(formatVersion, 4);
  front.writeUInt32LE(text.length, 8);
  return [front, text];
}

interface Written {
  readonly source: SkeletonSource;
  readonly told: SpansKept;
  readonly tree: Tree;
  readonly rows: Rows;
  readonly shaped: Shapes;
}

function* columnsOf({ source, told, tree, rows, shaped }: Written): Generator<undefined, Column[]> {
  const { table, texts } = shaped;
  const shapes = table.values.subarray(0, table.count * shapeFields.length);
  return [
    ["depth", yield* depthsOf(tree.depths)],
    ["start", yield* startsOf(tree.depths, rows)],
    ["duration", yield* varintsOf(rows.durations)],
    ["flags", new Uint8Array(rows.flags.buffer)],
    ["shape", yield* varintsOf(shaped.shapeOf)],
    ...(yield* sparseColumns(source, told, tree, rows.flags)),
    ["shapes", yield* varintsOf(shapes)],
    ["texts", Buffer.from(JSON.stringify(texts.list))],
  ];
}

const atOnce = 65_536;

function* varintsOf(values: Float64Array | Uint32Array): Generator<undefined, Uint8Array> {
  const out = new Varints();
  for (let at = 0; at < values.length; at += 1) {
    out.put(values[at] as number);
    if (at % atOnce === 0) yield;
  }
  return out.written();
}

/** By how much each row lies higher than a child of the row before would. */
function* depthsOf(depths: Uint32Array): Generator<undefined, Uint8Array> {
  const out = new Varints();
  let deepest = 0;
  for (let row = 0; row < depths.length; row += 1) {
    const depth = depths[row] as number;
    out.put(deepest - depth);
    deepest = depth + 1;
    if (row % atOnce === 0) yield;
  }
  return out.written();
}

/** From the end of the sibling before, else from the start of the parent. */
function* startsOf(depths: Uint32Array, { starts, durations }: Rows): Generator<undefined, Uint8Array> {
  const out = new Varints();
  const lastStart: number[] = [];
  const lastEnd: number[] = [];
  let before = -1;
  for (let row = 0; row < depths.length; row += 1) {
    const [depth, start] = [depths[row] as number, starts[row] as number];
    const from = depth > before ? lastStart[depth - 1] : lastEnd[depth];
    out.put(start - (from ?? 0));
    lastStart[depth] = start;
    lastEnd[depth] = start + (durations[row] as number);
    before = depth;
    if (row % atOnce === 0) yield;
  }
  return out.written();
}

/** Tokens of the rows that have some, and cost of those whose cost is known. */
function* sparseColumns(
  { spans, entries }: SkeletonSource,
  { entryOf }: SpansKept,
  { placeOf }: Tree,
  flags: Uint16Array,
): Generator<undefined, Column[]> {
  const [input, output, cost] = [new Varints(), new Varints(), new Varints()];
  for (let row = 0; row < flags.length; row += 1) {
    if (row % atOnce === 0) yield;
    const said = flags[row] as number;
    if ((said & flag.hasTokens) === 0 && !costIsKnown(said)) continue;
    const [place, entry] = [placeOf[row] as number, entryOf[placeOf[row] as number] as number];
    if ((said & flag.hasTokens) !== 0) {
      const isAdopted = entry >= 0 && entries.adopted[entry] === 1;
      const [tokens, at] = isAdopted ? [entries.tokens, entry] : [spans.tokens, place];
      input.put(Number(tokens.input[at]));
      output.put(Number(tokens.output[at]));
    }
    if (costIsKnown(said)) cost.putBig(entries.costs[entry] as bigint);
  }
  return [
    ["input", input.written()],
    ["output", output.written()],
    ["cost", cost.written()],
  ];
}

function* idsOfRows(ids: Uint8Array, { placeOf }: Tree): Generator<undefined, Uint8Array> {
  const words = new Uint32Array(ids.buffer, ids.byteOffset, ids.length / 4);
  const out = new Uint32Array(placeOf.length * 2);
  for (let row = 0; row < placeOf.length; row += 1) {
    if (row % atOnce === 0) yield;
    const place = placeOf[row] as number;
    if (place < 0) continue;
    out[row * 2] = words[place * 2] as number;
    out[row * 2 + 1] = words[place * 2 + 1] as number;
  }
  return new Uint8Array(out.buffer);
}
