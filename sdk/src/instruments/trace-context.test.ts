import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { headersOf, within } from "./trace-context.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

test("a span is told to others, and found again from what was told", () => {
  const headers = headersOf(trace.wrapSpanContext({ traceId, spanId, traceFlags: 1 }));
  expect(headers).toEqual({ traceparent: `00-${traceId}-${spanId}-01` });
  const found = trace.getSpanContext(within(ROOT_CONTEXT, headers));
  expect(found).toEqual({ traceId, spanId, traceFlags: 1, isRemote: true });
});

test("what is no trace context is not taken for one", () => {
  const nothing = `00-${"0".repeat(32)}-${"0".repeat(16)}-01`;
  const odd = [undefined, 7, "", "x".repeat(1e5), `00-${traceId}-${spanId}`, nothing];
  for (const traceparent of odd) expect(within(ROOT_CONTEXT, { traceparent })).toBe(ROOT_CONTEXT);
});
