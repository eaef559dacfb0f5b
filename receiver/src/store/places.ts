/** Where summaries' rows lie: ids, and the times (Unix nanoseconds) between which what belongs to them starts. */
export interface Place {
  readonly ids: readonly string[];
  readonly low: string;
  readonly high: string;
}

/** Each place costs a few statements, whatever it holds; beyond so many, reading more at once is cheaper. */
const mostPlaces = 4;

/** Less than this is not worth a statement of its own: an hour, in nanoseconds. */
const widthWorthACut = 3_600_000_000_000n;

/** The same ids in few places: what lies near together is joined, and the widest gaps stay unread. */
export function fewPlaces(places: readonly Place[], most = mostPlaces, least = widthWorthACut): Place[] {
  const sorted = places.toSorted((one, other) => compare(one.low, other.low));
  const cuts = gapsOf(sorted)
    .filter(({ width }) => width >= least)
    .sort((one, other) => Number(other.width - one.width))
    .slice(0, most - 1)
    .map(({ at }) => at)
    .sort((one, other) => one - other);
  const edges = [0, ...cuts, sorted.length];
  return edges
    .slice(1)
    .map((to, index) => joined(sorted.slice(edges[index], to)))
    .filter(({ ids }) => ids.length > 0);
}

interface Gap {
  readonly at: number;
  readonly width: bigint;
}

/** Where nothing lies between one place and all that begin before it. */
function gapsOf(sorted: readonly Place[]): Gap[] {
  const gaps: Gap[] = [];
  let reach = BigInt(sorted[0]?.high ?? 0);
  for (const [at, { low, high }] of sorted.entries()) {
    const width = BigInt(low) - reach;
    if (at > 0 && width > 0n) gaps.push({ at, width });
    if (BigInt(high) > reach) reach = BigInt(high);
  }
  return gaps;
}

function compare(one: string, other: string): number {
  return BigInt(one) < BigInt(other) ? -1 : 1;
}

function joined(places: readonly Place[]): Place {
  const highest = places
    .map(({ high }) => high)
    .sort(compare)
    .at(-1);
  return { ids: places.flatMap(({ ids }) => ids), low: places[0]?.low ?? "0", high: highest ?? "0" };
}
