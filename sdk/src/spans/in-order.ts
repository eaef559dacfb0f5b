import type { HrTime, Span } from "@opentelemetry/api";

/** In microseconds. */
let last = 0;

/**
 * OpenTelemetry's spans start at whole milliseconds, in which an agent does several things: those are put a microsecond
 * apart, so that whoever reads them knows which came first.
 */
export function putInOrder(span: Span): void {
  const started = span as { startTime?: HrTime };
  if (!Array.isArray(started.startTime)) return;
  const [seconds, nanos] = started.startTime;
  const micros = seconds * 1e6 + Math.floor(nanos / 1000);
  last = last >= micros && last < micros + 999 ? last + 1 : micros;
  if (last !== micros) started.startTime = [Math.floor(last / 1e6), (last % 1e6) * 1000];
}
