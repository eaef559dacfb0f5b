import type { Attributes, Tracer } from "@opentelemetry/api";
import { AlwaysOnSampler, type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OwnTracerProvider } from "./tracer-provider.ts";

const spanLimits = { attributeCountLimit: 5, attributeValueLengthLimit: 8 };
const options = { sampler: new AlwaysOnSampler(), spanLimits };

function started(tracer: Tracer, attributes: Attributes) {
  const span = tracer.startSpan("span", { attributes }) as unknown as ReadableSpan;
  return { attributes: span.attributes, dropped: span.droppedAttributesCount };
}

test("a span starts with the attributes that it would start with at OpenTelemetry's own", () => {
  const own = new OwnTracerProvider(options).getTracer("any");
  const stock = new TracerProvider(options).getTracer("any");
  const value = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.double(),
    fc.bigInt(),
    fc.constantFrom(null, undefined, () => {}, Symbol("none")),
    fc.array(fc.string({ maxLength: 20 })),
    fc.uint8Array({ maxLength: 20 }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 4 }), value, { noNullPrototype: true }), (given) => {
      const attributes = given as Attributes;
      expect(started(own, attributes)).toEqual(started(stock, attributes));
    }),
  );
});

test("what one span starts with is no other's, and the same tracer is given again", () => {
  const provider = new OwnTracerProvider(options);
  const tracer = provider.getTracer("any");
  expect(provider.getTracer("any")).toBe(tracer);
  expect(started(tracer, { first: 1 })).toEqual({ attributes: { first: 1 }, dropped: 0 });
  expect((tracer.startSpan("bare") as unknown as ReadableSpan).attributes).toEqual({});
  const active = tracer.startActiveSpan("active", { attributes: { second: 2 } }, (span) => {
    started(tracer, { third: 3 });
    return span as unknown as ReadableSpan;
  });
  expect(active.attributes).toEqual({ second: 2 });
});
