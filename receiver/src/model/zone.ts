/** By how many seconds the clocks of a zone are ahead of UTC, and since when, in seconds; the first holds since ever. */
export interface Zone {
  readonly name: string;
  readonly since: readonly number[];
  readonly ahead: readonly number[];
}

export const utc: Zone = { name: "UTC", since: [0], ahead: [0] };

const known = new Map<string, Zone>();

/** The zone of that name in the IANA database; undefined where there is none. */
export function zoneNamed(name: string): Zone | undefined {
  const clock = clockOf(name);
  if (clock === undefined) return undefined;
  const zone = known.get(clock.resolvedOptions().timeZone) ?? readZone(clock);
  known.set(zone.name, zone);
  return zone;
}

function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!/^[a-z][a-z0-9_+/-]{0,60}$/i.test(timeZone)) return undefined;
  const digits = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...digits, second: "numeric" });
  } catch {
    return undefined;
  }
}

/** No zone changes its clocks twice in so short a time: two weeks. Beyond the year 2100 they stay as they are. */
const step = 14 * 86_400;
const last = Date.UTC(2100, 0, 1) / 1000;

function readZone(clock: Intl.DateTimeFormat): Zone {
  const since = [0];
  const ahead = [aheadAt(clock, 0)];
  for (let at = 0; at < last; at += step) {
    const then = aheadAt(clock, at + step);
    if (then === ahead.at(-1)) continue;
    since.push(changeBetween(clock, at, at + step));
    ahead.push(then);
  }
  return { name: clock.resolvedOptions().timeZone, since, ahead };
}

/** The first second of the clocks' new time. */
function changeBetween(clock: Intl.DateTimeFormat, from: number, to: number): number {
  const old = aheadAt(clock, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (aheadAt(clock, middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

function aheadAt(clock: Intl.DateTimeFormat, seconds: number): number {
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] =
    clock
      .format(seconds * 1000)
      .match(/\d+/g)
      ?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
}
