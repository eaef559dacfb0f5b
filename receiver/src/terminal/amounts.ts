import { formatAgo, formatCost, formatCount, formatDuration, millisOf } from "../format.ts";
import type { Cost, CostCoverage, Tokens } from "../model/usage.ts";
import { ink, type Line, type Sheet } from "./sheet.ts";

export const tokenCount = (tokens: Pick<Tokens, "total"> | null): string =>
  tokens === null ? "" : formatCount(tokens.total);

/** Of many calls: `≥$0.24` where it does not cover them all, and never 0 where nobody knows. */
export function moneySum(
  cost: Pick<Cost, "total" | "source"> | null,
  { unknown }: Pick<CostCoverage, "unknown">,
): Line {
  if (cost === null) return unknown > 0 ? ink("dim", "unknown") : "";
  return unknown > 0 ? `≥${formatCost(cost)}` : formatCost(cost);
}

export const failures = (count: number): Line => (count === 0 ? "" : ink("red", formatCount(count)));

/** What runs counts on. */
export function took(durationNanos: string | null, startTime: string, { now }: Sheet): Line {
  if (durationNanos !== null) return formatDuration(Number(durationNanos));
  return ink("cyan", formatDuration(Math.max(0, now - millisOf(startTime)) * 1_000_000));
}

/** How long ago, to who looks on; the moment, to what is read later. */
export function when(nanos: string, { width, now }: Sheet): string {
  return width === null ? isoMoment(nanos) : formatAgo(millisOf(nanos), now);
}

/** Cut after the seconds; beyond the years that a date can hold, as it came. */
export function isoMoment(nanos: string): string {
  const date = new Date(millisOf(nanos));
  return Number.isNaN(date.getTime()) ? nanos : `${date.toISOString().slice(0, -5)}Z`;
}
