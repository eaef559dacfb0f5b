import type { SpanInput } from "../src/otlp/otlp-input.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";

export const traceId = "0af7651916cd43dd8448eb211c80319c";
export const spanId = "b7ad6b7169203331";
/** A minute ago: lists ask for the last day. */
export const start = BigInt(Date.now() - 60_000) * 1_000_000n;

export const span = (given: SpanInput = {}): SpanInput => ({
  traceId,
  spanId,
  name: "work",
  start,
  end: start + 1000n,
  ...given,
});

/** An OTLP/JSON span as an exporter writes it. */
export const jsonSpan = (given: object = {}) => ({
  traceId,
  spanId,
  name: "work",
  startTimeUnixNano: String(start),
  endTimeUnixNano: String(start + 1000n),
  ...given,
});

export const jsonTraces = (...spans: readonly unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

export const traces = (...items: readonly SpanInput[]) => tracesRequest({ resource: { "service.name": "svc" }, items });

/** A span id of that number. */
export const idOf = (number: number) => number.toString(16).padStart(16, "0");

export const attribute = (key: string, value: unknown) => ({ key, value });
