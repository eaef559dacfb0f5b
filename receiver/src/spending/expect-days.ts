import type { PicoDollars } from "../model/cost.ts";

/** What a day of the past cost: all of it, and of that what came after the time of day it is now. */
export interface PastDay {
  readonly weekday: number;
  readonly whole: PicoDollars;
  readonly rest: PicoDollars;
}

export interface Expectation {
  /** Of a day of that weekday, all of it or what is left of it now. */
  readonly of: (weekday: number, part: "whole" | "rest") => PicoDollars;
  /** Whether days are told apart by their weekday. */
  readonly byWeekday: boolean;
  /**
   * How far so many thousandths of days lie from what is expected in four of five cases: as far as days that vary on
   * their own, as those of the past did, and an average that is as sure as its days are many.
   */
  readonly margin: (thousandths: bigint) => PicoDollars;
}

export const fewestDays = 3;
/** Below, a weekday was seen once or not at all. */
const fewestForWeekdays = 14;

/** What days will cost, by what they did. Undefined where too few are known. */
export function expectDays(past: readonly PastDay[]): Expectation | undefined {
  if (past.length < fewestDays) return undefined;
  const groups = Map.groupBy(past, ({ weekday }) => weekday);
  const byWeekday = past.length >= fewestForWeekdays && groups.size === 7;
  const alike = (weekday: number) => (byWeekday ? (groups.get(weekday) ?? past) : past);
  const of = (weekday: number, part: "whole" | "rest") => average(alike(weekday).map((day) => day[part]));
  const squares = past.reduce((sum, { weekday, whole }) => sum + (whole - of(weekday, "whole")) ** 2n, 0n);
  const count = BigInt(past.length);
  const freedom = BigInt(past.length - (byWeekday ? 7 : 1));
  return {
    of,
    byWeekday,
    margin: (thousandths) => {
      const days = thousandths * 1000n * count + thousandths ** 2n;
      return (squareRoot((squares * days) / (freedom * count * 1_000_000n)) * fourOfFive) / 10_000n;
    },
  };
}

/** Standard deviations on either side that hold four of five, in ten-thousandths. */
const fourOfFive = 12_816n;

/** Rounded half up. */
function average(amounts: readonly PicoDollars[]): PicoDollars {
  const count = BigInt(amounts.length);
  return (amounts.reduce((sum, amount) => sum + amount, 0n) + count / 2n) / count;
}

/** By Newton's method, rounded down. */
function squareRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const nearer = (root + square / root) / 2n;
    if (nearer >= root) return root;
    root = nearer;
  }
}
