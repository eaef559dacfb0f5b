import type { Context } from "@opentelemetry/api";
import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { names } from "../attributes.ts";
import { agentOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import { openSessionOf, sessionAt } from "./sessions.ts";

/** Puts the session and the agent on spans that other instrumentations make, and keeps sessions awake. */
export function createSessionProcessor(): SpanProcessor {
  return {
    onStart: (span, within) => void quietly(() => attribute(span, within)),
    onEnd: ({ attributes }) => {
      const id = attributes[names.sessionId];
      if (typeof id === "string") openSessionOf(id)?.touch();
    },
    async forceFlush() {},
    async shutdown() {},
  };
}

function attribute(span: Span, within: Context): void {
  if (span.attributes[names.sessionId] !== undefined) return;
  const session = sessionAt(within);
  if (session) {
    session.touch();
    span.setAttributes(span.parentSpanContext ? session.onSpan : session.onTop);
  }
  const agent = agentOf(within);
  if (agent !== undefined && span.attributes[names.agentName] === undefined) span.setAttribute(names.agentName, agent);
}
