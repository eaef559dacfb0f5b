import {
  type Attributes,
  type Context,
  createContextKey,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  trace,
} from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { agentOf, parentOf, withSpan } from "../context.ts";
import type { Running } from "../running.ts";
import { sessionAt } from "../sessions/sessions.ts";
import { putInOrder } from "./in-order.ts";

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

/** Something under way that is a span only if anything happens in it. */
export interface QuietRun {
  /** The same context, within the span of the run where no other of ours is nearer. */
  placeIn(within: Context): Context;
}

const quietRunKey = createContextKey("spanwise.quiet-run");
export const quietRunOf = (within: Context) => within.getValue(quietRunKey) as QuietRun | undefined;
export const withQuietRun = (within: Context, run: QuietRun) => within.setValue(quietRunKey, run);

/** Starts a span under what is open in a context, in its session, attributed to the agent at work there. */
export function openSpan(running: Running, around: Context, start: SpanStart): OpenSpan {
  const within = quietRunOf(around)?.placeIn(around) ?? around;
  const { parent, links } = parentOf(within, running);
  const { name, kind = SpanKind.INTERNAL, startTime } = start;
  const attributes = { ...surroundings(within, trace.getSpan(parent) === undefined), ...start.attributes };
  const span = running.tracer.startSpan(name, { kind, attributes, links, startTime }, parent);
  if (startTime === undefined) putInOrder(span);
  return { span, context: withSpan(within, span) };
}

function surroundings(within: Context, isTop: boolean): Attributes {
  const session = sessionAt(within);
  session?.touch();
  const agent = agentOf(within);
  const whose = isTop ? session?.onTop : session?.onSpan;
  return agent === undefined ? { ...whose } : { ...whose, [names.agentName]: agent };
}

const told = new WeakMap<Span, unknown>();
/** In which trace an error was recorded as an event: on the innermost span it came out of, and no other. */
const recorded = new WeakMap<object, string>();

/** Says on a span why it failed; an error that passes through the same span again is told once. */
export function markFailed(span: Span, error: unknown): void {
  if (told.has(span) && told.get(span) === error) return;
  told.set(span, error);
  const { name, message } = describe(error);
  span.setAttribute(names.errorType, name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  if (isNewIn(span.spanContext().traceId, error)) {
    span.recordException({ name, message, ...(error instanceof Error && error.stack && { stack: error.stack }) });
  }
}

function isNewIn(traceId: string, error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  if (recorded.get(error) === traceId) return false;
  recorded.set(error, traceId);
  return true;
}

export function describe(error: unknown): { readonly name: string; readonly message: string } {
  if (typeof error !== "object" || error === null) return { name: typeof error, message: String(error) };
  const { name, message, status, code } = error as Readonly<Record<string, unknown>>;
  const called = typeof name === "string" && name !== "Error" ? name : classOf(error);
  const isPlain = called === "Error" || called === "Object" || called === "";
  return {
    name: isPlain ? String(status ?? code ?? "Error") : called,
    message: typeof message === "string" ? message : "",
  };
}

function classOf(error: object): string {
  const made = error.constructor as unknown;
  return typeof made === "function" ? made.name : "";
}
