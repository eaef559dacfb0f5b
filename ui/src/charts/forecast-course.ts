export interface ForecastDay {
  readonly date: string;
  /** Unix nanoseconds. */
  readonly from: string;
  readonly to: string;
  readonly spent: string | null;
  readonly expected: string | null;
}

export interface ForecastSums {
  readonly days: readonly ForecastDay[];
  readonly expected: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

/** So many days into the month, and how much was or will be spent by then. */
export interface Reached {
  readonly day: number;
  readonly sum: number;
}

/** How the sum of the month grew until now, in nanoseconds, and how it is expected to go on, in between and at its bounds. */
export function forecastCourse({ days, expected, low, high }: ForecastSums, now: bigint) {
  const spent: Reached[] = [{ day: 0, sum: 0 }];
  const ahead: Reached[] = [];
  for (const [index, day] of days.entries()) {
    const before = (ahead.at(-1) ?? spent.at(-1))?.sum ?? 0;
    if (day.spent !== null) spent.push({ day: index + passed(day, now), sum: before + Number(day.spent) });
    if (day.expected !== null) ahead.push({ day: index + 1, sum: before + Number(day.expected) });
  }
  const reached = spent.at(-1) ?? { day: 0, sum: 0 };
  const end = days.length;
  const bound = (sum: string | null) =>
    sum === null || expected === null ? undefined : { day: end, sum: Number(sum) };
  return { spent, ahead: expected === null ? [] : [reached, ...ahead], low: bound(low), high: bound(high), end };
}

/** How much of a day is over. */
function passed({ from, to }: ForecastDay, now: bigint): number {
  const part = Number(now - BigInt(from)) / Number(BigInt(to) - BigInt(from));
  return Math.max(0, Math.min(1, part));
}
