import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonSpan, jsonTraces, spanId, traceId } from "../sent-spans.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

const ok = { status: 200, type: "application/json", rejected: 0, message: "" };
const bad = { status: 400, type: "application/json", code: 3 };

test("row 2: an empty body under a JSON type is no JSON", async () => {
  const told = await at.tenant().json("traces", "");
  expect(told).toMatchObject({ ...bad, message: 'the body is empty; send a JSON object, {"resourceSpans": […]}' });
});

test.each([
  "{}",
  '{"resourceSpans":[]}',
  '{"resourceSpans":[{}]}',
  '{"resourceSpans":[{"scopeSpans":[{"scope":null,"spans":[]}]}]}',
  '{"resourceSpans":[{"scopeSpans":[]}]}',
])("row 3: nothing to say is said well: %s", async (body) => {
  const tenant = at.tenant();
  expect(await tenant.json("traces", body)).toMatchObject(ok);
  expect(await tenant.list("/traces")).toEqual([]);
});

test("row 4: null is the default of every optional field", async () => {
  const tenant = at.tenant();
  expect(await tenant.json("traces", '{"resourceSpans":null}')).toMatchObject(ok);
  const nulls = ["traceState", "parentSpanId", "kind", "attributes", "droppedAttributesCount", "events", "links"];
  const rest = ["droppedEventsCount", "droppedLinksCount", "status", "flags"];
  const span = jsonSpan(Object.fromEntries([...nulls, ...rest].map((name) => [name, null])));
  const body = { resourceSpans: [{ resource: null, schemaUrl: null, scopeSpans: [{ scope: null, spans: [span] }] }] };
  expect(await tenant.json("traces", body)).toMatchObject(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({ name: "work", parentSpanId: null, attributes: {} });
});

test.each(["[]", '"text"', "1", "true", "null"])("row 5: %s is no request", async (body) => {
  const told = await at.tenant().json("traces", body);
  expect(told).toMatchObject({ ...bad, message: expect.stringContaining("must be a JSON object") });
});

const whole = JSON.stringify(jsonTraces(jsonSpan()));

test.each([
  ["truncated", whole.slice(0, -5)],
  ["truncated in a string", whole.slice(0, whole.indexOf("work") + 2)],
  ["followed by garbage", `${whole} x`],
  ["two documents", whole + whole],
])("row 6: JSON that is %s is refused whole", async (_, body) => {
  const tenant = at.tenant();
  expect(await tenant.json("traces", body)).toMatchObject(bad);
  expect(await tenant.spans(traceId)).toEqual([]);
});

test("row 7: a byte order mark is passed over, UTF-16 is refused", async () => {
  const tenant = at.tenant();
  expect(await tenant.json("traces", `\ufeff${whole}`)).toMatchObject(ok);
  expect(await tenant.spans(traceId)).toHaveLength(1);
  const utf16 = Buffer.from(whole, "utf16le");
  for (const body of [utf16, Buffer.from(utf16).swap16(), Buffer.concat([Buffer.from("fffe", "hex"), utf16])]) {
    expect(await tenant.json("traces", body)).toMatchObject({ ...bad, message: expect.stringContaining("UTF-16") });
  }
});

test("row 8: bytes that are not UTF-8 are replaced, and the sender is told", async () => {
  const tenant = at.tenant();
  const body = Buffer.from(JSON.stringify(jsonTraces(jsonSpan({ name: "a\u00ffb" }))), "latin1");
  const message = "bytes that are not UTF-8 were replaced by U+FFFD";
  expect(await tenant.json("traces", body)).toMatchObject({ ...ok, message });
  expect(await tenant.span(traceId, spanId)).toMatchObject({ name: "a\ufffdb" });
});

test("row 9: a lone surrogate, as JavaScript's exporters send it, becomes U+FFFD", async () => {
  const tenant = at.tenant();
  const body = JSON.stringify(jsonTraces(jsonSpan({ name: "NAME" }))).replace("NAME", "a\\ud800b");
  expect(await tenant.json("traces", body)).toMatchObject({ status: 200, rejected: 0 });
  expect(await tenant.span(traceId, spanId)).toMatchObject({ name: "a\ufffdb" });
});

test("row 10: NUL is a character like any other in a name, a key and a value", async () => {
  const tenant = at.tenant();
  const attributes = [{ key: "k\u0000", value: { stringValue: "v\u0000v" } }];
  expect(await tenant.json("traces", jsonTraces(jsonSpan({ name: "n\u0000n", attributes })))).toMatchObject(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({ name: "n\u0000n", attributes: { "k\u0000": "v\u0000v" } });
});

test("row 11: 100,000 levels of nesting neither overflow a stack nor are stored", async () => {
  const tenant = at.tenant();
  const depth = 100_000;
  const nested = '{"kvlistValue":{"values":[{"key":"k","value":'.repeat(depth) + "{}" + "}]}}".repeat(depth);
  const inSpan = JSON.stringify(jsonTraces(jsonSpan({ attributes: [{ key: "a", value: 0 }] }))).replace(
    ":0}",
    `:${nested}}`,
  );
  for (const body of [
    "[".repeat(depth),
    `{"resourceSpans":${"[".repeat(depth)}`,
    `{"x":${"[".repeat(depth)}`,
    inSpan,
  ]) {
    expect(await tenant.json("traces", body)).toMatchObject(bad);
  }
  expect(await tenant.spans(traceId)).toEqual([]);
});

test("row 13: unknown names are passed over at every level", async () => {
  const tenant = at.tenant();
  const x = { newField: { deep: [1, "a", null, { b: true }] } };
  const value = { stringValue: "v", ...x };
  const attributes = [{ key: "k", value, ...x }];
  const span = jsonSpan({
    ...x,
    attributes,
    status: { code: 1, ...x },
    events: [{ name: "e", attributes, ...x }],
    links: [{ traceId, spanId, attributes, ...x }],
  });
  const body = {
    ...x,
    resourceSpans: [
      {
        ...x,
        resource: { attributes: [attributes[0]], schemaUrl: "s", ...x },
        scopeSpans: [{ scope: { name: "lib", ...x }, spans: [span], ...x }],
      },
    ],
  };
  expect(await tenant.json("traces", body)).toMatchObject(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({
    attributes: { k: "v" },
    events: [{ name: "e", attributes: { k: "v" } }],
    links: [{ traceId, spanId, attributes: { k: "v" } }],
    resource: { k: "v" },
  });
});

test("row 14: snake_case names are unknown: nothing is half-stored, and the sender is told", async () => {
  const tenant = at.tenant();
  const outer = await tenant.json("traces", { resource_spans: [{ scope_spans: [{ spans: [jsonSpan()] }] }] });
  expect(outer).toMatchObject({ ...ok, message: expect.stringContaining("lowerCamelCase") });
  const inner = await tenant.json("traces", { resourceSpans: [{ scope_spans: [{ spans: [jsonSpan()] }] }] });
  expect(inner).toMatchObject({ status: 200, message: expect.stringContaining("lowerCamelCase") });
  const { traceId: trace_id, spanId: span_id, ...rest } = jsonSpan();
  expect(await tenant.json("traces", jsonTraces({ trace_id, span_id, ...rest }))).toMatchObject({
    status: 200,
    rejected: 1,
  });
  expect(await tenant.list("/traces")).toEqual([]);
  expect(await tenant.rejected()).toMatchObject([{ code: "bad_trace_id" }]);
});

test("row 15: enum names are read, out of kindness", async () => {
  const tenant = at.tenant();
  const span = jsonSpan({ kind: "SPAN_KIND_CLIENT", status: { code: "STATUS_CODE_ERROR", message: "no" } });
  expect(await tenant.json("traces", jsonTraces(span))).toMatchObject(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({ status: "error", statusMessage: "no" });
});

test("row 33: attributes as a plain object cost the span, and never silently", async () => {
  const tenant = at.tenant();
  const told = await tenant.json(
    "traces",
    jsonTraces(jsonSpan({ attributes: { a: 1 } }), jsonSpan({ spanId: "1".repeat(16) })),
  );
  expect(told).toMatchObject({ status: 200, rejected: 1, message: expect.stringContaining("attributes") });
  expect((await tenant.spans(traceId)).map((span) => span.spanId)).toEqual(["1".repeat(16)]);
  expect(await tenant.rejected()).toMatchObject([{ code: "wrong_type", signal: "traces" }]);
  const inResource = { resourceSpans: [{ resource: { attributes: { a: 1 } }, scopeSpans: [] }] };
  expect(await tenant.json("traces", inResource)).toMatchObject(bad);
});
