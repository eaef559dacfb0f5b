import type { UsageInterval } from "../../model/usage.ts";
import type { Zone } from "../../model/zone.ts";
import type { Range } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** The number of the interval a start lies in, by the clocks of a zone; weeks begin on Monday. */
export function intervalIn(interval: UsageInterval, zone: Zone, range: Range, add: Parameters): string {
  if (interval === "none") return "toInt64(0)";
  const clocks = clocksIn(zone, range, add);
  if (interval === "minute") return beginning(60, clocks);
  if (interval === "hour") return beginning(3600, clocks);
  const day = wholeIn(clocks.local, 86_400);
  if (interval === "day") return day;
  if (interval === "week") return `(${day} - positiveModulo(${day} + 3, 7))`;
  const date = `toDate32(toInt32(least(${day}, ${lastDay})))`;
  return `toInt64(toYear(${date}) * 12 + toMonth(${date}) - 1)`;
}

/** When it begins, in Unix seconds: what lies before 1970 is told as its beginning. */
export function beginOf(interval: UsageInterval, number: number, zone: Zone): number {
  if (interval === "day" || interval === "week") return firstOfDay(number, zone);
  if (interval !== "month") return number;
  return firstOfDay(Date.UTC(Math.floor(number / 12), number % 12) / 86_400_000, zone);
}

/** The last day the engine knows the month of, in the year 2299. */
const lastDay = 120_529;
const seconds = "toInt64(intDiv(start, 1000000000))";

interface Clocks {
  readonly since: string;
  readonly ahead: string;
  readonly local: string;
}

/** Where in a zone's lists the times are that its clocks are set to within the range. */
function placesIn({ since }: Zone, { from, to }: Range): number[] {
  const [first, end] = [from, to].map((nanos) => Number(nanos / 1_000_000_000n)) as [number, number];
  return since.flatMap((at, place) => (at <= end && (since[place + 1] ?? end + 1) > first ? [place] : []));
}

/** Most ranges know one time only, or two. */
function clocksIn(zone: Zone, range: Range, add: Parameters): Clocks {
  const { since, ahead } = zone;
  const held = placesIn(zone, range);
  const times = add.add(
    "Array(Int64)",
    held.map((place) => since[place]),
  );
  const leads = add.add(
    "Array(Int64)",
    held.map((place) => ahead[place]),
  );
  const one = held.length === 1;
  const begun = one ? `${times}[1]` : `roundDown(${seconds}, ${times})`;
  const lead = one ? `${leads}[1]` : `transform(${begun}, ${times}, ${leads}, toInt64(0))`;
  return { since: begun, ahead: lead, local: `(${seconds} + ${lead})` };
}

/**
 * The longest of these lengths, in seconds, that intervals are whole multiples of, beginning where its multiples since 1970
 * do; undefined where there is none.
 */
export function commonLength(
  interval: UsageInterval,
  zone: Zone,
  range: Range,
  lengths: readonly number[],
): number | undefined {
  if (interval === "none") return Math.max(...lengths);
  const most = { minute: 60, hour: 3600, day: 86_400, week: 86_400, month: 86_400 }[interval];
  const held = placesIn(zone, range);
  const turns = held.slice(1).map((place) => zone.since[place] ?? 0);
  const edges = [most, ...turns, ...held.map((place) => zone.ahead[place] ?? 0)];
  const whole = lengths.filter((length) => edges.every((edge) => edge % length === 0));
  return whole.length === 0 ? undefined : Math.max(...whole);
}

/** Exact for any second that nanoseconds in 64 bits can tell, before 1970 too. */
const wholeIn = (seconds: string, length: number) => `toInt64(floor(${seconds} / ${length}))`;

/** Where the clocks were set, a new interval begins, so that none is told twice. */
const beginning = (length: number, { since, ahead, local }: Clocks) =>
  `greatest(${wholeIn(local, length)} * ${length} - ${ahead}, ${since})`;

/** The first moment of a day or of what follows it: where the clocks are set at midnight it may begin at one. */
function firstOfDay(day: number, { since, ahead }: Zone): number {
  for (const [place, at] of since.entries()) {
    const begin = Math.max(at, day * 86_400 - (ahead[place] ?? 0));
    if (begin < (since[place + 1] ?? Number.POSITIVE_INFINITY)) return begin;
  }
  return day * 86_400;
}
