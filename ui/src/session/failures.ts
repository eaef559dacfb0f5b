import type { Span } from "../../../receiver/src/model/span.ts";

/** A step that failed, where it began to fail. */
export interface Failure {
  readonly span: Span;
  readonly said: string;
  /** What it was done in, from the outside in. */
  readonly within: readonly Span[];
  /** Those of them that failed with the same words. */
  readonly carried: number;
}

/** A parent's parents are looked through so far. */
const deepest = 50;

/** What failed in the order of time: a failure that was handed up is told once, where it began. */
export function failuresOf(spans: readonly Span[]): readonly Failure[] {
  const bySpan = new Map(spans.map((span) => [nameOf(span.traceId, span.spanId), span]));
  const failed = spans
    .filter(({ status }) => status === "error")
    .map((span) => ({ span, said: saidBy(span), within: withinOf(span, bySpan) }));
  const sameIn = ({ said, within }: (typeof failed)[number]) =>
    within.filter((span) => span.status === "error" && saidBy(span) === said);
  const handedUp = new Set(failed.flatMap(sameIn));
  return failed
    .filter(({ span }) => !handedUp.has(span))
    .map((failure) => ({ ...failure, carried: sameIn(failure).length }));
}

function saidBy({ error, statusMessage }: Span): string {
  return error?.message || statusMessage || error?.type || "";
}

function withinOf(span: Span, bySpan: ReadonlyMap<string, Span>): readonly Span[] {
  const found: Span[] = [];
  let parent = parentOf(span, bySpan);
  while (parent && found.length < deepest && parent !== span && !found.includes(parent)) {
    found.unshift(parent);
    parent = parentOf(parent, bySpan);
  }
  return found;
}

const nameOf = (traceId: string, spanId: string) => `${traceId}/${spanId}`;
const parentOf = ({ traceId, parentSpanId }: Span, bySpan: ReadonlyMap<string, Span>) =>
  parentSpanId === null ? undefined : bySpan.get(nameOf(traceId, parentSpanId));
