import { millisOf } from "../../../receiver/src/format.ts";
import type { LiveSpan } from "./live-events.ts";

/** What is shown, the newest first, and how many ever came. */
export interface LiveLines {
  readonly lines: readonly LiveSpan[];
  readonly arrived: number;
}

export const noLines: LiveLines = { lines: [], arrived: 0 };
const mostKept = 500;

export const keyOfLine = ({ traceId, spanId }: LiveSpan) => `${traceId}/${spanId}`;

/**
 * Spans that are there already are told anew where they stand, others come on top; the oldest go. What ended before
 * `since`, in milliseconds, is no news: only something else of it became known.
 */
export function withSpans({ lines, arrived }: LiveLines, told: readonly LiveSpan[], since: number): LiveLines {
  const newest = new Map(told.map((span) => [keyOfLine(span), span]));
  const kept = lines.map((line) => newest.get(keyOfLine(line)) ?? line);
  const known = new Set(lines.map(keyOfLine));
  const added = [...newest.values()].filter((span) => !known.has(keyOfLine(span)) && isNews(span, since));
  const all = [...added.toReversed(), ...kept].filter(({ hidden }) => !hidden);
  return { lines: all.slice(0, mostKept), arrived: arrived + added.length };
}

const isNews = ({ hidden, change, endTime }: LiveSpan, since: number) =>
  !hidden && !(change === "changed" && endTime !== null && millisOf(endTime) < since);

/** Lines that hold still: the same ones as they are by now, where they stand. */
export function heldLines(held: readonly LiveSpan[], now: readonly LiveSpan[]): readonly LiveSpan[] {
  const newest = new Map(now.map((line) => [keyOfLine(line), line]));
  return held.map((line) => newest.get(keyOfLine(line)) ?? line);
}
