import { type Context, createContextKey, type Link, type Span, trace } from "@opentelemetry/api";
import { isTracingSuppressed, suppressTracing } from "@opentelemetry/core";
import { context, processContext } from "./active-context.ts";
import type { ModelCall } from "./record/model-call.ts";
import type { Running } from "./running.ts";
import type { Session } from "./sessions/session.ts";

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

/** Our span that is open in a context of ours. */
export const spanOf = (within: Context): Span | undefined => trace.getSpan(within);

/** The context within a span of ours. */
export const withSpan = (within: Context, span: Span): Context => trace.setSpan(within, span);

/** The same context, in no span of ours. */
export const withoutSpan = (within: Context): Context => trace.deleteSpan(within);

/** Where a span of ours starts: under ours, never under one that is sent elsewhere, which it has a link to instead. */
export function parentOf(
  within: Context,
  { isApart }: Pick<Running, "isApart">,
  around = processContext(),
): { readonly parent: Context; readonly links: Link[] } {
  if (!isApart) return { parent: within, links: [] };
  const foreign = spanOf(within) ? undefined : trace.getSpanContext(around);
  return {
    parent: isTracingSuppressed(around) ? suppressTracing(within) : within,
    links: foreign ? [{ context: foreign }] : [],
  };
}

export const active = (): Context => context.active();
