export interface Sortable {
  /** 1 for each that is to be in the order. */
  readonly kept: Uint8Array;
  readonly starts: BigUint64Array;
  /** Eight bytes each. */
  readonly ids: Uint8Array;
}

/**
 * The places of all that are kept, by start and then by id, in time that grows with their number alone. Yields now and
 * then, so that others may work.
 */
export function* orderByStart({ kept, starts, ids }: Sortable): Generator<undefined, Int32Array> {
  const places = placesOf(kept);
  const byStart = yield* sorted(places, startsOf(starts));
  if (tiesAreById(byStart, starts, ids)) return byStart;
  return yield* sorted(yield* sorted(places, idsOf(ids)), startsOf(starts));
}

function placesOf(kept: Uint8Array): Int32Array {
  const places = new Int32Array(kept.reduce((sum, one) => sum + one, 0));
  let at = 0;
  for (let place = 0; place < kept.length; place += 1) if (kept[place]) places[at++] = place;
  return places;
}

/** A key of 64 bits for each place. */
interface Keys {
  readonly low: (place: number) => number;
  readonly high: (place: number) => number;
}

function startsOf(starts: BigUint64Array): Keys {
  const words = new Uint32Array(starts.buffer, starts.byteOffset, starts.length * 2);
  return { low: (place) => words[place * 2] as number, high: (place) => words[place * 2 + 1] as number };
}

function idsOf(ids: Uint8Array): Keys {
  const view = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
  return { low: (place) => view.getUint32(place * 8 + 4), high: (place) => view.getUint32(place * 8) };
}

/** The engine gives the rows of a minute by id, and sorting by start leaves equal ones as they were. */
function tiesAreById(order: Int32Array, starts: BigUint64Array, ids: Uint8Array): boolean {
  const [start, id] = [startsOf(starts), idsOf(ids)];
  for (let rank = 1; rank < order.length; rank += 1) {
    const [before, here] = [order[rank - 1] as number, order[rank] as number];
    if (start.low(before) !== start.low(here) || start.high(before) !== start.high(here)) continue;
    const [mine, its] = [id.high(here), id.high(before)];
    if (mine < its || (mine === its && id.low(here) < id.low(before))) return false;
  }
  return true;
}

interface Sorting {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly places: Int32Array;
}

const bitsAtOnce = 11;
const buckets = 1 << bitsAtOnce;

/** By the lowest bits first; equal ones stay in order. Keys move along with their places, so that memory is read in order. */
function* sorted(places: Int32Array, keys: Keys): Generator<undefined, Int32Array> {
  let from: Sorting = { low: new Uint32Array(places.length), high: new Uint32Array(places.length), places };
  for (let at = 0; at < places.length; at += 1) {
    from.low[at] = keys.low(places[at] as number);
    from.high[at] = keys.high(places[at] as number);
  }
  yield;
  for (const word of ["low", "high"] as const) {
    for (let shift = 0; shift < 32; shift += bitsAtOnce) {
      from = sortedByBits(from, from[word], shift);
      yield;
    }
  }
  return from.places;
}

function sortedByBits(from: Sorting, key: Uint32Array, shift: number): Sorting {
  const begins = new Int32Array(buckets + 1);
  for (let at = 0; at < key.length; at += 1) {
    const bucket = (((key[at] as number) >>> shift) & (buckets - 1)) + 1;
    begins[bucket] = (begins[bucket] as number) + 1;
  }
  if (begins.includes(key.length, 1)) return from;
  for (let bucket = 0; bucket < buckets; bucket += 1)
    begins[bucket + 1] = (begins[bucket + 1] as number) + (begins[bucket] as number);
  const { low, high, places } = from;
  const to = {
    low: new Uint32Array(low.length),
    high: new Uint32Array(low.length),
    places: new Int32Array(low.length),
  };
  for (let at = 0; at < key.length; at += 1) {
    const bucket = ((key[at] as number) >>> shift) & (buckets - 1);
    const into = begins[bucket] as number;
    begins[bucket] = into + 1;
    to.low[into] = low[at] as number;
    to.high[into] = high[at] as number;
    to.places[into] = places[at] as number;
  }
  return to;
}
