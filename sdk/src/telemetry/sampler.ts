import { type Context, isSpanContextValid, type LogRecord, TraceFlags, trace } from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { names } from "../attributes.ts";
import { sessionAt } from "../sessions/sessions.ts";
import type { Sampling } from "../settings/sampling-variables.ts";

/**
 * A session is kept whole or not at all, whoever asks, so every process decides alike for the same id. Below a span, it
 * is as with that span; outside of any session it is decided by the trace.
 */
export function createSampler({ ratio, isParentBased }: Sampling): Sampler {
  return {
    shouldSample(within, traceId) {
      return { decision: isKept(within, traceId) ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => `Spanwise{${ratio}}`,
  };

  function isKept(within: Context, traceId: string): boolean {
    const parent = trace.getSpanContext(within);
    const hasParent = parent !== undefined && isSpanContextValid(parent);
    const isSampled = hasParent && (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
    if (hasParent && !parent.isRemote) return isSampled;
    const session = sessionAt(within)?.id;
    if (session !== undefined) return keepsId(session, ratio);
    return hasParent && isParentBased ? isSampled : keepsId(traceId, ratio);
  }
}

/** Whether a log record is of a session and a trace that are kept. */
export function keepsRecord({ ratio }: Sampling, record: LogRecord, within: Context): boolean {
  if (ratio >= 1) return true;
  const session = record.attributes?.[names.sessionId];
  if (typeof session === "string") return keepsId(session, ratio);
  const parent = trace.getSpanContext(within);
  return parent === undefined || !isSpanContextValid(parent) || (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
}

/** The same answer for the same id, in every process. */
export function keepsId(id: string, ratio: number): boolean {
  return ratio >= 1 || hashOf(id) < ratio * 2 ** 32;
}

/** FNV-1a, mixed so that ids that differ in their last letter are far apart. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
