import { formatCount, formatDuration, formatMoney } from "../../../receiver/src/format.ts";

/** A difference as it is said, and which way it goes. */
export interface Differed {
  readonly words: string;
  readonly way: "more" | "less" | "same";
}

export const countDiffered = (value: number | null | undefined) =>
  differed(value, (amount) => formatCount(Math.abs(amount)));

/** Nanoseconds. */
export const timeDiffered = (nanos: string | null | undefined) =>
  differed(nanos, (amount) => formatDuration(Math.abs(Number(amount))));

/** A decimal string in US dollars. */
export const moneyDiffered = (dollars: string | null | undefined) =>
  differed(dollars, (amount) => formatMoney(amount.replace("-", "")));

/** Right less left with its sign; null where a side does not say. */
function differed<Value extends string | number>(
  value: Value | null | undefined,
  say: (value: Value) => string,
): Differed | null {
  if (value === null || value === undefined) return null;
  const amount = Number(value);
  if (amount === 0) return { words: "the same", way: "same" };
  return amount > 0 ? { words: `+${say(value)}`, way: "more" } : { words: `−${say(value)}`, way: "less" };
}
