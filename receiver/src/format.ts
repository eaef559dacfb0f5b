import type { Cost } from "./model/usage.ts";

const SECOND = 1_000_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nanoseconds in the two figures a reader needs: `850 ns`, `4.1 ms`, `1.8 s`, `4 m 2 s`, `3 h 12 m`. */
export function formatDuration(nanos: number): string {
  if (nanos < 0) return `−${formatDuration(-nanos)}`;
  if (nanos < 1000) return `${Math.round(nanos)} ns`;
  if (nanos < 999_500) return `${figures(nanos / 1000)} µs`;
  if (nanos < 999_500_000) return `${figures(nanos / 1_000_000)} ms`;
  if (nanos < 59.95 * SECOND) return `${figures(nanos / SECOND)} s`;
  const seconds = Math.round(nanos / SECOND) * SECOND;
  if (seconds < HOUR) return pair(seconds, MINUTE, "m", SECOND, "s");
  if (seconds < DAY) return pair(seconds, HOUR, "h", MINUTE, "m");
  return pair(seconds, DAY, "d", HOUR, "h");
}

function pair(nanos: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const whole = Math.floor(nanos / large);
  const rest = Math.floor((nanos % large) / small);
  return rest === 0 ? `${whole} ${largeUnit}` : `${whole} ${largeUnit} ${rest} ${smallUnit}`;
}

/** One decimal below a hundred, none above, and no `.0`. */
function figures(value: number): string {
  return value >= 99.95 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, "");
}

/** Counts and tokens: exact below a thousand, then `12.4k`, `3.1M`. */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 999_950) return `${figures(count / 1000)}k`;
  if (count < 999_950_000) return `${figures(count / 1_000_000)}M`;
  return `${figures(count / 1_000_000_000)}G`;
}

/** The same with every digit, for the hover. */
export function formatExact(count: number): string {
  return count.toLocaleString("en-US");
}

/** A decimal string in US dollars, in cents from a dollar on, else in two significant figures. */
export function formatMoney(dollars: string): string {
  const value = Number(dollars);
  if (!Number.isFinite(value)) return dollars;
  if (value === 0) return "$0";
  if (Math.abs(value) >= 0.995) {
    return `$${value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  }
  const places = Math.min(10, 1 - Math.floor(Math.log10(Math.abs(value))));
  return `$${value.toFixed(places)}`;
}

/** An estimate shows as one wherever it stands: `~$0.012`. */
export function formatCost({ total, source }: Pick<Cost, "total" | "source">): string {
  return source === "estimated" ? `~${formatMoney(total)}` : formatMoney(total);
}

/** How long ago a moment was, both in milliseconds since 1970. */
export function formatAgo(then: number, now: number): string {
  const seconds = Math.round((now - then) / 1000);
  if (seconds < -5) return "in the future";
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** Unix nanoseconds as a local moment with milliseconds: `2026-11-21 08:15:03.120`. */
export function formatMoment(nanos: string): string {
  const date = new Date(millisOf(nanos));
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** Unix nanoseconds as milliseconds, the unit of `Date`. */
export function millisOf(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000n);
}

/** `1 span`, `2 spans`, `1,204 spans`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatExact(count)} ${count === 1 ? one : many}`;
}
