import { type Days, markerOf } from "./days.ts";
import type { Target } from "./send.ts";

const MINUTE = 60_000;

/**
 * When the demo's last few days end. A second run on the same day finds the first trace of the first one and takes
 * over its clock: the same ids at the same times are the same spans, and nothing is counted twice.
 */
export async function clockOf(
  target: Target,
  project: string,
  days: Omit<Days, "until">,
  now: number,
): Promise<number> {
  const { traceId, millisBeforeEnd } = markerOf(days);
  const start = await startOfTrace(target, project, traceId);
  return start === undefined ? Math.floor(now / MINUTE) * MINUTE : start + millisBeforeEnd;
}

/** Unix milliseconds; undefined when the trace is not known there, or not to us. */
async function startOfTrace(target: Target, project: string, traceId: string): Promise<number | undefined> {
  const url = `${target.endpoint}/api/projects/${project}/traces/${traceId}?content=none`;
  const response = await fetch(url, { headers: target.headers }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { trace } = (await response.json().catch(() => ({}))) as { trace?: { startTime?: string } };
  return trace?.startTime === undefined ? undefined : Number(BigInt(trace.startTime) / 1_000_000n);
}
