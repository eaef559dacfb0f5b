/** Unix nanoseconds; `to` is not part of it. */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

/** What has passed of a day, a week or a month, and the same part of the one before. */
export interface Period extends Stretch {
  /** When the whole of it is over. */
  readonly ends: bigint;
  readonly before: Stretch;
}

export const periodNames = ["today", "week", "month"] as const;
export type Periods = Readonly<Record<(typeof periodNames)[number], Period>>;

export interface Day extends Stretch {
  /** As the calendar of the zone says: 2026-11-21. */
  readonly date: string;
  /** 1 is Monday. */
  readonly weekday: number;
  /** When it is as late in this day as it is now in today. */
  readonly asLateAsNow: bigint;
}

/** The calendar of who asks, at this moment. */
export function calendarAt(now: bigint, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochNanoseconds(now).toZonedDateTimeISO(zone);
}

/** Weeks begin on Monday. */
export function periodsAt(now: Temporal.ZonedDateTime): Periods {
  const today = now.toPlainDate();
  return {
    today: period(now, today, { days: 1 }),
    week: period(now, today.subtract({ days: today.dayOfWeek - 1 }), { weeks: 1 }),
    month: period(now, today.with({ day: 1 }), { months: 1 }),
  };
}

function period(now: Temporal.ZonedDateTime, first: Temporal.PlainDate, length: Temporal.DurationLike): Period {
  const from = beginOf(first, now);
  const firstBefore = first.subtract(length);
  const passed = first.until(now.toPlainDate());
  const beginBefore = beginOf(firstBefore, now);
  return {
    from,
    to: now.epochNanoseconds,
    ends: beginOf(first.add(length), now),
    // A shorter month before is over before as much of it has passed.
    before: { from: beginBefore, to: within(asLateAs(now, firstBefore.add(passed)), beginBefore, from) },
  };
}

/** The days from one date to another, the last not among them. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, now: Temporal.ZonedDateTime): Day[] {
  const count = from.until(to, { largestUnit: "day" }).days;
  return Array.from({ length: Math.max(0, count) }, (_, at) => dayOf(from.add({ days: at }), now));
}

function dayOf(date: Temporal.PlainDate, now: Temporal.ZonedDateTime): Day {
  const [from, to] = [beginOf(date, now), beginOf(date.add({ days: 1 }), now)];
  const asLateAsNow = within(asLateAs(now, date), from, to);
  return { date: date.toString(), weekday: date.dayOfWeek, from, to, asLateAsNow };
}

const within = (moment: bigint, from: bigint, to: bigint) => (moment < from ? from : moment > to ? to : moment);

const beginOf = (date: Temporal.PlainDate, { timeZoneId }: Temporal.ZonedDateTime) =>
  date.toZonedDateTime(timeZoneId).epochNanoseconds;

const asLateAs = (now: Temporal.ZonedDateTime, date: Temporal.PlainDate) =>
  date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: now.toPlainTime() }).epochNanoseconds;
