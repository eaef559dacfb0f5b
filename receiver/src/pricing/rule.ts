import type { ConditionalPrice, ModelPrice } from "@pydantic/genai-prices";
import { type DatedPrices, type Step, stepsOf } from "./rates.ts";

/** Prices and when they hold. */
export interface Rule {
  /** Unix nanoseconds; undefined is always. */
  readonly from: bigint | undefined;
  readonly before: bigint | undefined;
  /** Seconds of the day in UTC; an end before its start is on the next day. */
  readonly hours: { readonly start: number; readonly end: number } | undefined;
  readonly steps: readonly Step[];
  readonly version: string;
}

export function holds({ from, before, hours }: Rule, at: bigint): boolean {
  if (from !== undefined && at < from) return false;
  if (before !== undefined && at >= before) return false;
  if (hours === undefined) return true;
  const second = Number((at / 1_000_000_000n) % 86_400n);
  if (hours.end < hours.start) return second >= hours.start || second < hours.end;
  return second >= hours.start && second < hours.end;
}

interface Naming {
  readonly model: string;
  readonly version: string;
}

/**
 * The rules of a model's dated prices: the first that holds counts. Prices for hours of the day belong to the prices
 * they stand behind, so that a peak hour of an old day does not get the peak price of today.
 */
export function rulesOf(prices: DatedPrices, { model, version }: Naming): Rule[] {
  const rules: Rule[] = [];
  let period: Rule[] = [];
  let from: bigint | undefined;
  for (const { constraint, prices: published } of prices) {
    const hours = hoursOf(constraint);
    if (hours === undefined) {
      rules.unshift(...period);
      period = [];
      from = startOf(constraint);
    }
    period.unshift({ from, before: undefined, hours, steps: stepsOf(published, model), version });
  }
  return [...period, ...rules];
}

function startOf(constraint: ConditionalPrice["constraint"]): bigint | undefined {
  if (constraint?.type !== "start_date") return undefined;
  return BigInt(Date.parse(constraint.start_date)) * 1_000_000n;
}

function hoursOf(constraint: ConditionalPrice["constraint"]): Rule["hours"] {
  if (constraint?.type !== "time_of_date") return undefined;
  return { start: secondsOf(constraint.start_time), end: secondsOf(constraint.end_time) };
}

function secondsOf(time: string): number {
  return Date.parse(`1970-01-01T${time}`) / 1000;
}

export function dated(prices: ConditionalPrice[] | ModelPrice): DatedPrices {
  return Array.isArray(prices) ? prices : [{ prices }];
}
