import type { PicoDollars } from "../model/cost.ts";
import type { Piece, Spent } from "../model/spent.ts";
import { spentIn } from "./add-up.ts";
import { type Expectation, expectDays, fewestDays, type PastDay } from "./expect-days.ts";
import { calendarAt, type Day, daysBetween, type Period, type Periods, periodNames, periodsAt } from "./periods.ts";

/** What is to be read for a forecast, and what it then says. */
export interface Question {
  /** When pieces begin, in order; the last is now, and what begins then is not looked at. */
  readonly bounds: readonly bigint[];
  readonly answer: (pieces: readonly Piece[]) => Forecast;
}

export interface Tile extends Period {
  readonly spent: Spent;
  readonly spentBefore: Spent;
}

export interface Forecast {
  readonly tiles: Readonly<Record<keyof Periods, Tile>>;
  /** Of the month; null where too little is known, and why. */
  readonly expected: PicoDollars | null;
  readonly low: PicoDollars | null;
  readonly high: PicoDollars | null;
  readonly reason: string | null;
  readonly basedOn: { readonly days: number; readonly byWeekday: boolean };
  readonly days: readonly ForecastDay[];
}

/** A day of the month. What is over is not expected any more, what has not begun is not spent. */
export interface ForecastDay extends Pick<Day, "date" | "from" | "to"> {
  readonly spent: Spent | null;
  readonly expected: PicoDollars | null;
}

/** What is over counts for so long: eight weeks. */
const longestPast = 56;

/** How much will have been spent when the month is over, asked at `now` by the calendar of the zone. */
export function askForecast(now: bigint, zone: string): Question {
  const calendar = calendarAt(now, zone);
  const today = calendar.toPlainDate();
  const periods = periodsAt(calendar);
  const past = daysBetween(today.subtract({ days: longestPast }), today, calendar);
  const month = today.with({ day: 1 });
  const days = daysBetween(month, month.add({ months: 1 }), calendar);
  const bounds = [
    ...past.flatMap(({ from, to, asLateAsNow }) => [from, asLateAsNow, to]),
    ...days.filter(({ from }) => from < now).map(({ from }) => from),
    ...periodNames.flatMap((name) => [periods[name].from, periods[name].before.from, periods[name].before.to]),
    now,
  ];
  return {
    bounds: [...new Set(bounds)].sort((one, other) => (one < other ? -1 : 1)),
    answer: (pieces) => forecast({ now, periods, past, days }, pieces),
  };
}

interface Calendar {
  readonly now: bigint;
  readonly periods: Periods;
  readonly past: readonly Day[];
  readonly days: readonly Day[];
}

function forecast({ now, periods, past, days }: Calendar, pieces: readonly Piece[]): Forecast {
  const tile = (period: Period): Tile => ({
    ...period,
    spent: spentIn(pieces, period),
    spentBefore: spentIn(pieces, period.before),
  });
  const tiles = { today: tile(periods.today), week: tile(periods.week), month: tile(periods.month) };
  const known = knownDays(past, pieces);
  const expectation = hasNoKnownCost(tiles.month.spent) ? undefined : expectDays(known);
  const told = days.map((day) => dayAt(day, now, pieces, expectation));
  return {
    tiles,
    ...(expectation === undefined ? unexpected(tiles.month, known) : expected(told, now, expectation)),
    basedOn: { days: known.length, byWeekday: expectation?.byWeekday ?? false },
    days: told,
  };
}

function dayAt(
  { date, from, to, weekday }: Day,
  now: bigint,
  pieces: readonly Piece[],
  expectation: Expectation | undefined,
): ForecastDay {
  const spent = from <= now ? spentIn(pieces, { from, to: to < now ? to : now }) : null;
  if (to <= now || expectation === undefined) return { date, from, to, spent, expected: null };
  const rest = expectation.of(weekday, spent === null ? "whole" : "rest");
  return { date, from, to, spent, expected: (spent?.cost.total ?? 0n) + rest };
}

function expected(days: readonly ForecastDay[], now: bigint, { margin }: Expectation) {
  const spent = days.reduce((sum, day) => sum + (day.spent?.cost.total ?? 0n), 0n);
  const all = days.reduce((sum, day) => sum + (day.expected ?? day.spent?.cost.total ?? 0n), 0n);
  const left = days.reduce((sum, day) => sum + thousandthsLeft(day, now), 0n);
  const least = all - spent - margin(left);
  return { expected: all, low: least > 0n ? spent + least : spent, high: all + margin(left), reason: null };
}

function thousandthsLeft({ from, to }: ForecastDay, now: bigint): bigint {
  const since = from > now ? from : now;
  return since >= to ? 0n : ((to - since) * 1000n) / (to - from);
}

function unexpected(month: Tile, known: readonly PastDay[]) {
  const reason = hasNoKnownCost(month.spent)
    ? "nobody knows what the calls of this month cost"
    : `${known.length} whole days of known cost lie behind; ${fewestDays} are needed`;
  return { expected: null, low: null, high: null, reason };
}

/** The day on which the first call came was not a whole one, unless it is where the look back ends. */
function knownDays(past: readonly Day[], pieces: readonly Piece[]): readonly PastDay[] {
  const told = past.map((day) => ({ day, spent: spentIn(pieces, day) }));
  const first = told.findIndex(({ spent }) => spent.calls > 0);
  if (first < 0) return [];
  return told
    .slice(first === 0 ? 0 : first + 1)
    .filter(({ spent }) => !hasNoKnownCost(spent))
    .map(({ day, spent }) => ({
      weekday: day.weekday,
      whole: spent.cost.total,
      rest: spentIn(pieces, { from: day.asLateAsNow, to: day.to }).cost.total,
    }));
}

/** A day without calls cost nothing; what calls cost of which no cost is known, nobody knows. */
export function hasNoKnownCost({ costCoverage: { reported, computed, estimated, unknown } }: Spent): boolean {
  return unknown > 0 && reported + computed + estimated === 0;
}
