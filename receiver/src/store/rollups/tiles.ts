import type { Range } from "../queries/filters.ts";
import { type Length, lengths, quarter } from "./lengths.ts";
import type { Time } from "./rolled-up.ts";

/** Rollups of one length, one after another: numbers of quarters of an hour since 1970, `to` is not part of it. */
export interface Tiles {
  readonly long: Length;
  readonly from: number;
  readonly to: number;
}

export interface Tiling {
  /** In the order of time. */
  readonly tiles: readonly Tiles[];
  /** What no tile covers: there the entries themselves are to be read. */
  readonly gaps: readonly Range[];
}

/** More runs of tiles and gaps than this are told to the engine by reading entries where the shortest of them lie. */
const mostTiles = 64;

/**
 * Covers a range with rollups that are not dirty, the longest first, none longer than the answer can be cut by: an hour
 * is of use where nothing is asked about by less.
 */
export function tilesOver(range: Range, longest: Length, dirty: readonly Time[]): Tiling {
  const some = coverage(
    { from: Number((range.from + quarter - 1n) / quarter), to: Number(range.to / quarter) },
    lengths.filter((long) => long <= longest).toReversed(),
    dirty,
  );
  const kept = some
    .toSorted((one, other) => other.to - other.from - (one.to - one.from))
    .slice(0, mostTiles)
    .sort((one, other) => one.from - other.from);
  return { tiles: kept, gaps: gapsBetween(range, kept) };
}

function coverage(
  { from, to }: { readonly from: number; readonly to: number },
  [long, ...shorter]: readonly Length[],
  dirty: readonly Time[],
): Tiles[] {
  if (long === undefined || from >= to) return [];
  const first = Math.ceil(from / long) * long;
  const end = Math.floor(to / long) * long;
  if (first >= end) return coverage({ from, to }, shorter, dirty);
  const all = coverage({ from, to: first }, shorter, dirty);
  let at = first;
  const bad = dirty.filter((one) => one.long === long && one.begun >= first && one.begun < end);
  for (const { begun } of bad.toSorted((one, other) => one.begun - other.begun)) {
    if (begun < at) continue;
    if (at < begun) all.push({ long, from: at, to: begun });
    all.push(...coverage({ from: begun, to: begun + long }, shorter, dirty));
    at = begun + long;
  }
  if (at < end) all.push({ long, from: at, to: end });
  return [...all, ...coverage({ from: end, to }, shorter, dirty)];
}

function gapsBetween({ from, to }: Range, tiles: readonly Tiles[]): Range[] {
  const gaps: Range[] = [];
  let at = from;
  for (const tile of tiles) {
    const begin = BigInt(tile.from) * quarter;
    if (at < begin) gaps.push({ from: at, to: begin });
    at = BigInt(tile.to) * quarter;
  }
  return at < to ? [...gaps, { from: at, to }] : gaps;
}
