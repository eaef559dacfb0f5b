import { type Attributes, type Context, type Span, SpanKind, SpanStatusCode, type TimeInput } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { agentOf, parentOf, withSpan } from "../context.ts";
import type { Running } from "../running.ts";

export interface SpanStart {
  readonly name: string;
  readonly attributes: Attributes;
  readonly kind?: SpanKind | undefined;
  readonly startTime?: TimeInput | undefined;
}

export interface OpenSpan {
  readonly span: Span;
  /** Where what happens within the span belongs. */
  readonly context: Context;
}

/** Starts a span under what is open in a context, attributed to the agent at work there. */
export function openSpan(running: Running, within: Context, start: SpanStart): OpenSpan {
  const { parent, links } = parentOf(within, running);
  const agent = agentOf(within);
  const attributes =
    agent === undefined || start.attributes[names.agentName] !== undefined
      ? start.attributes
      : { ...start.attributes, [names.agentName]: agent };
  const { name, kind = SpanKind.INTERNAL, startTime } = start;
  const span = running.tracer.startSpan(name, { kind, attributes, links, startTime }, parent);
  return { span, context: withSpan(within, span, running) };
}

const told = new WeakMap<Span, unknown>();

/** Says on a span why it failed; an error that passes through the same span again is told once. */
export function markFailed(span: Span, error: unknown): void {
  if (told.has(span) && told.get(span) === error) return;
  told.set(span, error);
  const { name, message } = describe(error);
  span.setAttribute(names.errorType, name);
  span.recordException(error instanceof Error ? error : { name, message });
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

export function describe(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const code = (error as { readonly status?: unknown }).status ?? (error as { readonly code?: unknown }).code;
  const name = error.name !== "Error" ? error.name : error.constructor.name;
  return { name: name === "Error" && code !== undefined ? String(code) : name, message: error.message };
}
