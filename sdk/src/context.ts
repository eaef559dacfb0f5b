import { type Context, context, createContextKey, type Link, type Span, trace } from "@opentelemetry/api";
import type { ModelCall } from "./record/model-call.ts";
import type { Running } from "./running.ts";
import type { Session } from "./sessions/session.ts";

const ownSpanKey = createContextKey("spanwise.span");
const sessionKey = createContextKey("spanwise.session");
const agentKey = createContextKey("spanwise.agent");
const modelCallKey = createContextKey("spanwise.model-call");

export const sessionOf = (within: Context): Session | undefined => within.getValue(sessionKey) as Session | undefined;
export const withSession = (within: Context, session: Session): Context => within.setValue(sessionKey, session);

/** The name of the agent at work, which everything it does is attributed to. */
export const agentOf = (within: Context): string | undefined => within.getValue(agentKey) as string | undefined;
export const withAgent = (within: Context, name: string): Context => within.setValue(agentKey, name);

type HeldCall = ModelCall | undefined | (() => ModelCall | undefined);

/** The call of a model that an outer layer has under way: an inner one adds to it, and makes no span of its own. */
export function modelCallOf(within: Context): ModelCall | undefined {
  const held = within.getValue(modelCallKey) as HeldCall;
  return typeof held === "function" ? held() : held;
}

/** Of a call that begins later, what finds it then. */
export const withModelCall = (within: Context, call: HeldCall): Context => within.setValue(modelCallKey, call);

type Whose = Pick<Running, "isApart">;

/** Our span that is open in a context. */
export function spanOf(within: Context, { isApart }: Whose): Span | undefined {
  return isApart ? (within.getValue(ownSpanKey) as Span | undefined) : trace.getSpan(within);
}

/** The context within a span of ours. Apart from others, OpenTelemetry's own active span stays theirs. */
export function withSpan(within: Context, span: Span, { isApart }: Whose): Context {
  return isApart ? within.setValue(ownSpanKey, span) : trace.setSpan(within, span);
}

/** The same context, in no span of ours. */
export function withoutSpan(within: Context, { isApart }: Whose): Context {
  return isApart ? within.deleteValue(ownSpanKey) : trace.deleteSpan(within);
}

/** Where a span of ours starts: under ours, never under one that is sent elsewhere, which it has a link to instead. */
export function parentOf(within: Context, running: Whose): { readonly parent: Context; readonly links: Link[] } {
  if (!running.isApart) return { parent: within, links: [] };
  const own = spanOf(within, running);
  if (own) return { parent: trace.setSpan(within, own), links: [] };
  const foreign = trace.getSpanContext(within);
  return { parent: trace.deleteSpan(within), links: foreign ? [{ context: foreign }] : [] };
}

export const active = (): Context => context.active();
