import { formatCount, formatDuration, formatExact, formatMoney } from "../../../receiver/src/format.ts";
import type { Unit } from "./series.ts";

export const money: Unit = { short: (value) => formatMoney(String(value)), exact: (value) => `$${exactly(value)}` };
export const count: Unit = { short: (value) => formatCount(Math.round(value)), exact: (value) => formatExact(value) };
/** Nanoseconds. */
export const duration: Unit = { short: formatDuration, exact: (value) => `${formatExact(value)} ns` };

/** Sums of decimal strings, without the digits that only binary numbers know. */
const exactly = (value: number) => String(Number(value.toPrecision(12)));
