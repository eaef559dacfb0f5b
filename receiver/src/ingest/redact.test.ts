import fc from "fast-check";
import { expect, test } from "vitest";
import type { Signal } from "../model/signal.ts";
import type { MetricDataInput, ValueInput } from "../otlp/otlp-input.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../otlp/otlp-writer.ts";
import { Malformed } from "../otlp/wire.ts";
import { plainRules, rulesOf } from "../redaction/rules.ts";
import { redact } from "./redact.ts";

const nesting = 64;
const key = "sk-ant-api03-Zq8XvN2mKp4LrT6wYb1D";
const secrets = [
  key,
  "AKIAIOSFODNN7EXAMPLE",
  "ghp_0123456789abcdefABCDEF0123456789abcd",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2lnbmF0dXJl",
];
const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

const secret = fc.constantFrom(...secrets);
/** A text that may hold a secret, bare or in JSON, in strings of JSON, in prose. */
const told = fc.tuple(secret, fc.constantFrom("bare", "prose", "json", "deep")).map(([text, way]) => {
  if (way === "prose") return `so I set it to ${text} and went on`;
  if (way === "json") return JSON.stringify({ a: [text], b: 1 });
  return way === "deep" ? JSON.stringify({ a: JSON.stringify({ b: JSON.stringify([text]) }) }) : text;
});
const text = fc.oneof(fc.constantFrom("", "plain", "é ünï"), told);
const value: fc.Arbitrary<ValueInput> = fc.letrec<{ value: ValueInput }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    told.map((one) => Buffer.from(one)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie("value")), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;
/** Under such a key a value is a secret, whatever it looks like. */
const password = "correct horse battery staple";
const attributes = fc.array(
  fc.oneof(
    fc.tuple(text, value),
    fc.tuple(fc.constantFrom("http.request.header.authorization", "db.password", "x-api-key.0"), fc.constant(password)),
    fc.tuple(fc.constant("headers"), fc.constant<ValueInput>({ "Set-Cookie": [password], apiKey: { a: password } })),
  ),
  { maxLength: 3 },
);
const resource = fc.record({
  resource: attributes,
  resourceSchemaUrl: text,
  scopeSchemaUrl: text,
  scope: fc.record({ name: text, version: text, attributes }),
});

const span = fc.record({
  name: text,
  traceState: text,
  attributes,
  events: fc.array(fc.record({ name: text, attributes }), { maxLength: 2 }),
  links: fc.array(
    fc.record({ traceId: fc.constant(traceId), spanId: fc.constant(spanId), traceState: text, attributes }),
    { maxLength: 2 },
  ),
  status: fc.record({ code: fc.constant(2), message: text }),
});
const log = fc.record({ body: value, attributes, severityText: text, eventName: text });
const point = fc.record({
  attributes,
  exemplars: fc.array(fc.record({ attributes, value: fc.constant(1) }), { maxLength: 2 }),
});
const metric = fc
  .tuple(
    text,
    text,
    text,
    attributes,
    fc.constantFrom("gauge", "sum", "histogram", "exponentialHistogram", "summary"),
    fc.array(point, { maxLength: 2 }),
  )
  .map(([name, unit, description, metadata, type, points]) => ({
    name,
    unit,
    description,
    metadata,
    data: { type, points } as MetricDataInput,
  }));

const request: fc.Arbitrary<{ signal: Signal; body: Uint8Array }> = fc.oneof(
  fc.tuple(resource, fc.array(span, { maxLength: 3 })).map(([told, spans]) => {
    const items = spans.map((one) => ({ traceId, spanId, ...one }));
    return { signal: "traces" as const, body: tracesRequest({ ...told, items }) };
  }),
  fc
    .tuple(resource, fc.array(log, { maxLength: 3 }))
    .map(([told, items]) => ({ signal: "logs" as const, body: logsRequest({ ...told, items }) })),
  fc
    .tuple(resource, fc.array(metric, { maxLength: 3 }))
    .map(([told, items]) => ({ signal: "metrics" as const, body: metricsRequest({ ...told, items }) })),
);

const holdsAny = (body: Uint8Array) => [...secrets, password].filter((one) => Buffer.from(body).includes(one));

test("no secret is left, wherever it stood, and the rest is still a request", () => {
  fc.assert(
    fc.property(request, ({ signal, body }) => {
      const clean = redact(signal, body, plainRules, nesting);
      expect(holdsAny(clean.body)).toEqual([]);
      expect(clean.count > 0).toBe(holdsAny(body).length > 0);
      expect(redact(signal, clean.body, plainRules, nesting)).toEqual({ body: clean.body, count: 0 });
    }),
    { numRuns: 1500 },
  );
});

test("no secret is left of what was cut off, torn or flipped", () => {
  fc.assert(
    fc.property(request, fc.nat(), fc.nat(255), fc.nat(), ({ signal, body }, place, byte, end) => {
      const torn = Buffer.from(body).subarray(0, Math.max(1, end % (body.length * 2 + 1)));
      if (torn.length > 0) torn[place % torn.length] = byte;
      try {
        const { body: clean } = redact(signal, torn, plainRules, nesting);
        expect(holdsAny(clean).filter((one) => one !== password)).toEqual([]);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
      }
    }),
    { numRuns: 3000 },
  );
});

test("a request without secrets is handed on as it came", () => {
  const body = tracesRequest({
    items: [{ traceId, spanId, name: "chat", attributes: { "gen_ai.usage.input_tokens": 5 } }],
  });
  expect(redact("traces", body, plainRules, nesting).body).toBe(body);
});

test("what is removed has a mark in its place, and all else is as it was", () => {
  const send = (authorization: string, name: string, message: string) =>
    tracesRequest({
      items: [
        {
          traceId,
          spanId,
          name,
          start: 5n,
          attributes: { authorization, n: 7, list: ["a", `b ${message}`], empty: null },
          status: { code: 2, message },
        },
      ],
    });
  const { body, count } = redact("traces", send("Basic x", `GET ${key}`, key), plainRules, nesting);
  expect(count).toBe(4);
  expect(body).toEqual(
    Buffer.from(send("[redacted:authorization]", "GET [redacted:provider-key]", "[redacted:provider-key]")),
  );
});

test("a project's patterns and fields are marked by their names, at every depth", () => {
  const rules = rulesOf({ patterns: [{ name: "customer", pattern: "C-[0-9]{4}" }], fields: ["card", "user.*"] }, "on");
  const send = (one: string, card: ValueInput, name: ValueInput) =>
    logsRequest({
      items: [{ body: { a: [`of ${one}`] }, attributes: { card, "user.name": name, user: 1, [`k ${one}`]: 2 } }],
    });
  expect(redact("logs", send("C-1234", 42, { first: "Ada" }), rules, nesting)).toEqual({
    body: Buffer.from(send("[redacted:customer]", "[redacted:field]", "[redacted:field]")),
    count: 4,
  });
});

const conversation = (content: (text: string) => ValueInput, body: ValueInput) => [
  tracesRequest({
    items: [
      {
        traceId,
        spanId,
        name: "chat",
        attributes: {
          "gen_ai.input.messages": content("hello"),
          "gen_ai.request.model": "m",
          "gen_ai.prompt.name": "p",
        },
        events: [
          {
            name: "gen_ai.user.message",
            attributes: { content: content("hello"), role: "user", "gen_ai.system": "s" },
          },
        ],
      },
    ],
  }),
  logsRequest({
    items: [
      { eventName: "gen_ai.user.message", body, attributes: { "gen_ai.system": "s" } },
      { body: "claude_code.user_prompt", attributes: { "event.name": "user_prompt", prompt: content("hello") } },
      { body: "an ordinary line" },
    ],
  }),
];

test.each([
  ["off", "[not captured]", "[not captured]"],
  ["metadata", "[not captured: 5 bytes]", "[not captured: 20 bytes]"],
] as const)("with content %s, what was said is not there and what happened is", (content, ofText, ofBody) => {
  const sent = conversation((text) => text, { content: "hello" });
  const kept = conversation(() => ofText, ofBody).map((body) => Buffer.from(body));
  const rules = rulesOf({ patterns: [], fields: [], content }, "on");
  const [traces, logs] = (["traces", "logs"] as const).map(
    (signal, index) => redact(signal, sent[index] as Uint8Array, rules, nesting).body,
  );
  expect([traces, logs]).toEqual(kept);
});
