import { WrongUse } from "./wrong-use.ts";

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};

/** `2h` is two hours before now; a time is for the receiver to read. `now` is milliseconds since 1970. */
export function momentIn(told: string, now: number): string {
  const nanos = nanosIn(told);
  if (nanos === undefined) return told;
  const moment = BigInt(now) * 1_000_000n - nanos;
  return String(moment > 0n ? moment : 0n);
}

/** `1.5s` in nanoseconds; without a unit, they are nanoseconds already. */
export function durationIn(name: string, told: string): string {
  if (/^\d{1,18}$/.test(told)) return told;
  const nanos = nanosIn(told);
  if (nanos !== undefined) return String(nanos);
  throw new WrongUse(`--${name} wants a duration such as 500ms, 1.5s, 2m or 1h, not "${told}".`);
}

/** A whole number from 1 on. */
export function countIn(name: string, told: string, most = 10_000_000): number {
  const count = /^\d{1,9}$/.test(told) ? Number(told) : 0;
  if (count >= 1 && count <= most) return count;
  throw new WrongUse(`--${name} wants a whole number from 1 to ${most}, not "${told}".`);
}

function nanosIn(told: string): bigint | undefined {
  const [, whole = "", fraction = "", unit = ""] = /^(\d{1,9})(?:\.(\d{1,3}))?(ns|us|ms|s|m|h|d|w)$/.exec(told) ?? [];
  const nanos = units[unit];
  return nanos === undefined ? undefined : (BigInt(whole + fraction.padEnd(3, "0")) * nanos) / 1000n;
}
