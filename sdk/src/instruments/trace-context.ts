import { type Context, type Span, trace } from "@opentelemetry/api";
import { withSpan } from "../context.ts";
import { type Fields, textOf } from "./answer.ts";

/** https://www.w3.org/TR/trace-context/ */
export function headersOf(span: Span): Record<string, string> {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const state = traceState?.serialize();
  const flags = (traceFlags & 0xff).toString(16).padStart(2, "0");
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(state && { tracestate: state }) };
}

const form = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The context within the span that somebody else's call is told to be in, if it says so. */
export function within(around: Context, { traceparent }: Fields): Context {
  const [, traceId, spanId, flags] = form.exec(textOf(traceparent) ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return around;
  const remote = trace.wrapSpanContext({ traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
  return trace.isSpanContextValid(remote.spanContext()) ? withSpan(around, remote) : around;
}
