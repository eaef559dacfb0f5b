import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../src/model/span.ts";
import type { SpanInput, ValueInput } from "../src/otlp/otlp-input.ts";
import { Double } from "../src/otlp/otlp-input.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver();
});

afterAll(() => at.cleanup());

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\u0000", "\u0001", "-- { error X }", "'); DROP TABLE spans --", "%s\\n\\", "日本語 ♥ العربية"),
  fc.string({ unit: "grapheme", minLength: 600, maxLength: 900 }),
);

const messages = fc
  .array(
    fc.record({ role: fc.constantFrom("user", "assistant"), content: fc.string({ minLength: 150, maxLength: 300 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) => JSON.stringify(list));

const plain: fc.Arbitrary<ValueInput> = fc.oneof(
  text,
  messages,
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double().map((number) => new Double(number)),
  fc.uint8Array({ maxLength: 20 }),
  fc.constant(null),
);

const value: fc.Arbitrary<ValueInput> = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 1, arbitrary: fc.array(fc.oneof(plain, fc.array(plain, { maxLength: 3 })), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), plain, { maxKeys: 4 }) },
);

const key = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom("__proto__", "constructor", "toString"),
);
const attributes = fc.array(fc.tuple(key, value), { maxLength: 12 });
const time = fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_600_000_000_000n });
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

const traceId = "00000000000000000000000000000abc";
const span = fc.record({
  spanId: hex(16).filter((id) => /[^0]/.test(id)),
  parentSpanId: fc.oneof(
    fc.constant(""),
    hex(16).filter((id) => /[^0]/.test(id)),
  ),
  name: fc.string({ unit: "grapheme", maxLength: 40 }),
  kind: fc.integer({ min: 0, max: 5 }),
  start: time,
  took: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  attributes,
  events: fc.array(fc.record({ time, name: fc.string({ maxLength: 10 }), attributes }), { maxLength: 3 }),
  links: fc.array(fc.record({ traceId: hex(32), spanId: hex(16), attributes }), { maxLength: 2 }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: fc.string({ maxLength: 20 }) }),
});

/** What the query API says of a value: JSON, with text for what JSON cannot hold. */
function told(input: ValueInput): unknown {
  if (typeof input === "string") return input.toWellFormed();
  if (typeof input === "bigint") return Number.isSafeInteger(Number(input)) ? Number(input) : String(input);
  if (input instanceof Double) return Number.isFinite(input.value) ? input.value + 0 : String(input.value);
  if (input instanceof Uint8Array) return Buffer.from(input).toString("base64");
  if (Array.isArray(input)) return input.map(told);
  if (typeof input === "object" && input !== null) return toldEntries(Object.entries(input));
  return input;
}

/** The last of equal keys holds. */
function toldEntries(entries: readonly (readonly [string, ValueInput])[]): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null);
  for (const [name, input] of entries) record[name.toWellFormed()] = told(input);
  return record;
}

let runs = 0;

test("every span comes back with everything it said", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(span, { minLength: 1, maxLength: 30, selector: ({ spanId }) => spanId }),
      async (spans) => {
        runs += 1;
        const project = `round-${runs}`;
        const items: SpanInput[] = spans.map(({ took, ...rest }) => ({ ...rest, traceId, end: rest.start + took }));
        const receipt = await at.send("traces", tracesRequest({ resource: { "service.name": "s" }, items }), project);
        expect(receipt.rejected).toBe(0);
        const answer = (await at.get(`/api/projects/${project}/traces/${traceId}?limit=1000`)) as { spans: Span[] };
        const found = answer.spans.map((one) => [one.spanId, essence(one)] as const);
        const sent = items.map((item) => [item.spanId, essenceSent(item)] as const);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(sent));
      },
    ),
    { numRuns: 25, interruptAfterTimeLimit: 60_000 },
  );
});

function essence({ name, parentSpanId, startTime, endTime, attributes, events, links, status }: Span) {
  return plainly({ name, parentSpanId, startTime, endTime, attributes, events, links, status });
}

function essenceSent(item: SpanInput) {
  const { name = "", parentSpanId, spanId, start = 0n, end = 0n, events = [], links = [], status } = item;
  return plainly({
    name: name.toWellFormed(),
    parentSpanId: parentSpanId === "" || parentSpanId === spanId ? null : parentSpanId,
    startTime: String(start),
    endTime: String(end),
    attributes: toldEntries(item.attributes as [string, ValueInput][]),
    events: events.map((event) => ({
      time: String(event.time),
      name: event.name,
      attributes: toldEntries(event.attributes as [string, ValueInput][]),
    })),
    links: links.map((link) => ({
      traceId: link.traceId,
      spanId: link.spanId,
      attributes: toldEntries(link.attributes as [string, ValueInput][]),
    })),
    status: status?.code === 2 ? "error" : "ok",
  });
}

/** As it looks after a way through JSON, keys like `__proto__` and all, in whatever order. */
function plainly(value: unknown): unknown {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))
      : inner,
  );
}
