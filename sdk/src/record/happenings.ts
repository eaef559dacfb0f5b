import type { Attributes } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { type Occasion, tellError, tellEvent } from "../sessions/session-events.ts";
import { sessionAt } from "../sessions/sessions.ts";
import { type SpanId, tell } from "../sessions/tell.ts";
import { type Moment, millisOf } from "./moments.ts";
import { placeOf } from "./place-of.ts";
import { recorded, say } from "./recorded.ts";

export interface OfWhat {
  readonly sessionId?: string | undefined;
  readonly timestamp?: Moment | undefined;
}

/** Records an error that the host dealt with itself, with what helps to understand it. */
export function recordError(error: unknown, context?: unknown, of: OfWhat = {}): void {
  recorded((at) => tellError(at, occasionOf(of), error, context));
}

/** Records that something happened that only the host has a name for. */
export function recordEvent(name: string, data?: unknown, of: OfWhat = {}): void {
  recorded((at) => tellEvent(at, occasionOf(of), name, data));
}

function occasionOf({ sessionId, timestamp }: OfWhat): Occasion {
  const within = placeOf(sessionId);
  const session = sessionAt(within);
  session?.touch();
  return { session, within, timestamp: millisOf(timestamp) };
}

export interface ScoreDetails extends OfWhat {
  /** In words: `relevant`, `pass`. */
  readonly label?: string | undefined;
  readonly explanation?: string | undefined;
  /** What is judged; else the span that is open. */
  readonly of?: SpanId | undefined;
  readonly responseId?: string | undefined;
}

/** Records how good something was: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events/ */
export function score(name: string, value: number | string | boolean, details: ScoreDetails = {}): void {
  recorded((at) => {
    const { label = typeof value === "string" ? value : undefined, explanation, of, responseId } = details;
    const number = typeof value === "boolean" ? Number(value) : value;
    const { session, within, timestamp } = occasionOf(details);
    const attributes: Attributes = { ...session?.onSpan, [names.evaluationName]: String(name) };
    if (typeof number === "number" && Number.isFinite(number)) attributes[names.evaluationScore] = number;
    if (label !== undefined) attributes[names.evaluationLabel] = label;
    if (responseId !== undefined) attributes[names.responseId] = responseId;
    say(at, attributes, names.evaluationExplanation, explanation);
    tell(at, { eventName: "gen_ai.evaluation.result", attributes, timestamp, within, of });
  });
}
