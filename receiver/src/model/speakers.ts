import type { Span } from "./span.ts";

/** The spans that tell best what a trace was asked and what it answered; undefined where there is none, or a long one. */
export interface Speakers {
  /** The first agent or workflow. */
  readonly outer: Span | undefined;
  readonly firstCall: Span | undefined;
  readonly lastCall: Span | undefined;
}

/** Of each so many bytes are looked through: a page of summaries should stay quick. */
export const longestSpeaker = 64 * 1024;

/** Among all spans of a trace, by start. */
export function speakersIn(spans: readonly Span[]): Speakers {
  const calls = spans.filter(({ kind, countsTowardTotals }) => kind === "llm" && countsTowardTotals);
  const outer = spans.find(({ kind }) => kind === "agent" || kind === "workflow");
  return { outer: unlessLong(outer), firstCall: unlessLong(calls[0]), lastCall: unlessLong(calls.at(-1)) };
}

const unlessLong = (span: Span | undefined) =>
  span !== undefined && JSON.stringify([span.attributes, span.events]).length < longestSpeaker ? span : undefined;
