import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";

/** Puts `session.id` on every span that does not bring its own. */
export function createSessionProcessor(sessionId: string): SpanProcessor {
  return {
    onStart(span: Span) {
      if (span.attributes["session.id"] === undefined) span.setAttribute("session.id", sessionId);
    },
    onEnd() {},
    async forceFlush() {},
    async shutdown() {},
  };
}
