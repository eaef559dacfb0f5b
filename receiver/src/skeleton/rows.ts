import type { ToldEntries, ToldSpans } from "../model/skeleton.ts";
import { statuses } from "../model/span.ts";
import { missingParent } from "./parents.ts";
import type { SpansKept } from "./spans-kept.ts";
import { missingRow, type Tree } from "./tree.ts";
import { costSourceShift, flag } from "./wire.ts";

/** What each row says in numbers. */
export interface Rows {
  /** Nanoseconds from the first start on. */
  readonly starts: Float64Array;
  readonly durations: Float64Array;
  readonly flags: Uint16Array;
}

interface Source {
  readonly spans: ToldSpans;
  readonly entries: ToldEntries;
  readonly told: SpansKept;
  readonly parentOf: Int32Array;
  readonly tree: Tree;
}

const atOnce = 65_536;
const [error, running] = [statuses.indexOf("error"), statuses.indexOf("running")];

export function* numbersOfRows(source: Source): Generator<undefined, Rows> {
  const { placeOf, first, cuts } = source.tree;
  const starts = new Float64Array(placeOf.length);
  const durations = new Float64Array(placeOf.length);
  const flags = new Uint16Array(placeOf.length);
  const flagsAt = yield* flagPlaces(source);
  for (const place of cuts) flagsAt[place] = (flagsAt[place] as number) | flag.cut;
  const startOf = distanceFrom(source.spans.starts, first);
  const durationOf = signedAt(source.spans.durations);
  for (let row = 0; row < placeOf.length; row += 1) {
    if (row % atOnce === 0) yield;
    const place = placeOf[row] as number;
    if (place === missingRow) continue;
    starts[row] = startOf(place);
    durations[row] = durationOf(place);
    flags[row] = flagsAt[place] as number;
  }
  stretchMissing({ starts, durations, flags }, placeOf);
  return { starts, durations, flags };
}

function* flagPlaces(source: Source): Generator<undefined, Uint16Array> {
  const flags = new Uint16Array(source.spans.count);
  for (let place = 0; place < flags.length; place += 1) {
    if (place % atOnce === 0) yield;
    if (source.told.kept[place] === 1) flags[place] = flagsOf(source, place);
  }
  return flags;
}

function flagsOf({ spans, entries, told, parentOf }: Source, place: number): number {
  const entry = told.entryOf[place] as number;
  const ended = spans.states[place] === 2 ? flag.ended : 0;
  const fromLog = spans.fromLogs[place] === 1 ? flag.fromLog : 0;
  const orphan = parentOf[place] === missingParent ? flag.orphan : 0;
  const status = spans.statuses[place] as number;
  const common = ended | fromLog | orphan;
  if (entry < 0) return common | status | (spans.counts[place] ? flag.counts : 0) | hasTokens(spans, place);
  const failed = entries.adopted[entry] === 1 && entries.failed[entry] === 1 && status !== running;
  return (
    common |
    (failed ? error : status) |
    (entries.counts[entry] === 1 ? flag.counts : 0) |
    (isZero(entries.keepers, entry) ? 0 : flag.duplicate) |
    (entries.adopted[entry] === 1 ? hasTokens(entries, entry) : hasTokens(spans, place)) |
    ((entries.costSources[entry] as number) << costSourceShift)
  );
}

const hasTokens = ({ tokens }: ToldSpans | ToldEntries, at: number) => (tokens.known[at] === 1 ? flag.hasTokens : 0);

function isZero(ids: Uint8Array, at: number): boolean {
  for (let byte = at * 8; byte < at * 8 + 8; byte += 1) if (ids[byte] !== 0) return false;
  return true;
}

/** From the first to the last that its children tell; over when they all are. */
function stretchMissing({ starts, durations, flags }: Rows, placeOf: Int32Array): void {
  const missing = placeOf.indexOf(missingRow);
  if (missing < 0) return;
  const start = starts[missing + 1] as number;
  let [end, ended] = [start, true];
  for (let row = 0; row < flags.length; row += 1) {
    if (((flags[row] as number) & flag.orphan) === 0) continue;
    end = Math.max(end, (starts[row] as number) + (durations[row] as number));
    ended &&= ((flags[row] as number) & flag.ended) !== 0;
  }
  starts[missing] = start;
  durations[missing] = Math.max(0, end - start);
  flags[missing] = flag.missing | (ended ? flag.ended : running);
}

/** Exact below 2^53 apart. */
function distanceFrom(starts: BigUint64Array, first: number): (place: number) => number {
  const words = new Uint32Array(starts.buffer, starts.byteOffset, starts.length * 2);
  const [low, high] = first < 0 ? [0, 0] : [words[first * 2] as number, words[first * 2 + 1] as number];
  return (place) => ((words[place * 2 + 1] as number) - high) * 2 ** 32 + ((words[place * 2] as number) - low);
}

function signedAt(values: BigInt64Array): (place: number) => number {
  const low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const high = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return (place) => (high[place * 2 + 1] as number) * 2 ** 32 + (low[place * 2] as number);
}
