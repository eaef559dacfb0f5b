import {
  type Attributes,
  type Context,
  type HrTime,
  ROOT_CONTEXT,
  SeverityNumber,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { parentOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";

export interface Told {
  readonly eventName: string;
  readonly attributes: Attributes;
  /** Epoch milliseconds, or now. */
  readonly timestamp?: number | undefined;
  readonly isError?: boolean | undefined;
  readonly body?: string | undefined;
  /** Where it happened; else where we are. */
  readonly within?: Context | undefined;
  /** The span it is about, in the place of the one that is open. */
  readonly of?: SpanId | undefined;
}

/** In hex. */
export interface SpanId {
  readonly traceId: string;
  readonly spanId: string;
}

/** Tells of an event in a log record that belongs to the span of ours that is open. */
export function tell(at: Running, told: Told): void {
  quietly(() => {
    const { eventName, attributes, timestamp, isError, body, within = context.active(), of } = told;
    at.logger.emit({
      eventName,
      attributes,
      context: of ? about(of) : parentOf(within, at).parent,
      timestamp: timestamp === undefined ? inOrder() : new Date(timestamp),
      severityNumber: isError ? SeverityNumber.ERROR : SeverityNumber.INFO,
      ...(body !== undefined && { body }),
    });
  });
}

const about = ({ traceId, spanId }: SpanId) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED });

let last = 0;

/** Now; what is told within the same millisecond is told in order, a microsecond apart. */
function inOrder(): HrTime {
  const now = Date.now() * 1000;
  last = last >= now && last < now + 1000 ? last + 1 : now;
  return [Math.floor(last / 1_000_000), (last % 1_000_000) * 1000];
}
