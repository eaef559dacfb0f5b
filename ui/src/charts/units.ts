import { formatCount, formatDuration, formatExact, formatMoney } from "../../../receiver/src/format.ts";
import type { Unit } from "./series.ts";

export const money: Unit = { short: (value) => formatMoney(String(value)), exact: (value) => `$${exactly(value)}` };
export const count: Unit = { short: (value) => formatCount(Math.round(value)), exact: (value) => formatExact(value) };
/** Nanoseconds. */
export const duration: Unit = { short: formatDuration, exact: (value) => `${formatExact(value)} ns` };
export const share: Unit = {
  short: (value) => formatShare(value),
  exact: (value) => `${(value * 100).toFixed(3)} %`,
};

/** `94.1 %`; what is not all and not nothing does not look like it. */
export function formatShare(part: number): string {
  const percent = part * 100;
  if (percent > 99.9 && percent < 100) return "> 99.9 %";
  if (percent > 0 && percent < 0.1) return "< 0.1 %";
  return `${percent.toFixed(1).replace(/\.0$/, "")} %`;
}

/** Sums of decimal strings, without the digits that only binary numbers know. */
const exactly = (value: number) => String(Number(value.toPrecision(12)));
