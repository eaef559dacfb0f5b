import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SpanInput } from "../../src/otlp/otlp-input.ts";
import { tracesRequest } from "../../src/otlp/otlp-writer.ts";
import { requestOf, wrapped } from "../raw-fields.ts";
import { attribute, idOf, jsonSpan, jsonTraces, span, spanId, traceId, traces } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver({ limits: { attributesPerRecord: 100, eventsPerSpan: 50, linksPerSpan: 50 } });
});
afterAll(() => at.cleanup());

const ok = { status: 200, rejected: 0, message: "" };
const MiB = 1024 * 1024;

/** Sends one span with these attributes as JSON; answers what was told and what is found. */
async function sentAsJson(...attributes: object[]) {
  const tenant = at.tenant();
  const { status, rejected, message } = await tenant.json("traces", jsonTraces(jsonSpan({ attributes })));
  return { told: { status, rejected, message }, span: await tenant.span(traceId, spanId) };
}

async function sentAs(door: (typeof doors)[number], given: SpanInput) {
  const tenant = at.tenant();
  const told = await tenant.send(door, "traces", traces(span(given)));
  return { told, span: await tenant.span(traceId, spanId), tenant };
}

test("row 16: numbers that no enum has are taken, and mean nothing", async () => {
  const tenant = at.tenant();
  const spans = [
    jsonSpan({ spanId: idOf(1), kind: 99, status: { code: 7 } }),
    jsonSpan({ spanId: idOf(2), kind: -1, status: { code: -1 } }),
  ];
  expect(await tenant.json("traces", jsonTraces(...spans))).toMatchObject(ok);
  expect((await tenant.spans(traceId)).map(({ status, kind }) => [status, kind])).toEqual([
    ["ok", "span"],
    ["ok", "span"],
  ]);
});

test.each(doors)("row 16: the same in protobuf by %s", async (door) => {
  const { told, span: found } = await sentAs(door, { kind: 99, status: { code: 7, message: "m" } });
  expect([told, found.status, found.kind]).toEqual([ok, "ok", "span"]);
});

describe.concurrent("numbers", () => {
  test("row 29: an integer that is none is left out with a warning, and the span is kept", async () => {
    const good = attribute("good", { intValue: "9223372036854775807" });
    const texts = [9223372036854775808n, "1.5", "0x10", "", " 5 ", "9223372036854775808"];
    for (const text of texts) {
      const tenant = at.tenant();
      const body = JSON.stringify(jsonTraces(jsonSpan({ attributes: [good, attribute("odd", { intValue: "ODD" })] })));
      const told = await tenant.json(
        "traces",
        body.replace('"ODD"', typeof text === "bigint" ? String(text) : JSON.stringify(text)),
      );
      expect(told).toMatchObject({ status: 200, rejected: 0, message: expect.stringContaining("left out") });
      const { attributes } = await tenant.span(traceId, spanId);
      expect(attributes).toEqual({ good: "9223372036854775807", odd: null });
    }
  });

  test("row 30: large, missing and special numbers are kept", async () => {
    const body = JSON.stringify(
      jsonTraces(
        jsonSpan({
          attributes: [
            attribute("large", { intValue: "LARGE" }),
            attribute("null", { doubleValue: null }),
            attribute("nan", { doubleValue: "NaN" }),
            attribute("infinity", { doubleValue: "Infinity" }),
            attribute("minus", { doubleValue: "-Infinity" }),
            attribute("zero", { doubleValue: "ZERO" }),
            attribute("tiny", { doubleValue: 5e-324 }),
          ],
        }),
      ),
    );
    const tenant = at.tenant();
    const told = await tenant.json("traces", body.replace('"LARGE"', "1e+21").replace('"ZERO"', "-0"));
    expect(told).toMatchObject(ok);
    const { attributes } = await tenant.span(traceId, spanId);
    expect(attributes).toEqual({
      large: 1e21,
      null: null,
      nan: "NaN",
      infinity: "Infinity",
      minus: "-Infinity",
      zero: 0,
      tiny: 5e-324,
    });
  });

  test("row 41: what is no count of tokens is not counted", async () => {
    const tenant = at.tenant();
    const odd = [
      { intValue: "-5" },
      { doubleValue: 1.5 },
      { doubleValue: 1e300 },
      { stringValue: "1,234" },
      { stringValue: "120 tokens" },
      { boolValue: true },
    ];
    const spans = odd.map((value, index) =>
      jsonSpan({
        spanId: idOf(index + 1),
        attributes: [
          attribute("gen_ai.operation.name", { stringValue: "chat" }),
          attribute("gen_ai.usage.input_tokens", value),
          attribute("gen_ai.usage.output_tokens", { intValue: 7 }),
        ],
      }),
    );
    const told = await tenant.json("traces", jsonTraces(...spans));
    expect(told).toMatchObject({ status: 200, rejected: 0, message: expect.stringContaining("token") });
    for (const { tokens } of await tenant.spans(traceId)) expect(tokens).toMatchObject({ input: 0, output: 7 });
    expect(await tenant.list("/traces")).toMatchObject([{ tokens: { input: 0, output: 42 } }]);
  });

  test("row 42: a cost that is no amount is kept as said, and no sum is hurt", async () => {
    const tenant = at.tenant();
    const odd = [{ doubleValue: "NaN" }, { doubleValue: -3 }, { stringValue: "free" }, { doubleValue: 1e12 }];
    const keys = ["gen_ai.usage.cost", "llm.usage.total_cost", "gen_ai.usage.cost.eur"];
    const spans = odd.map((value, index) =>
      jsonSpan({ spanId: idOf(index + 1), attributes: keys.map((key) => attribute(key, value)) }),
    );
    expect(await tenant.json("traces", jsonTraces(...spans))).toMatchObject({ status: 200, rejected: 0 });
    expect((await tenant.spans(traceId)).map(({ attributes }) => attributes["gen_ai.usage.cost"])).toEqual([
      "NaN",
      -3,
      "free",
      1e12,
    ]);
    const [{ cost } = { cost: "?" }] = await tenant.list<{ cost: unknown }>("/traces");
    expect(cost).toBe(null);
  });
});

describe.concurrent("shapes", () => {
  test("row 31: of two members the last holds, none is null, an unknown one is null", async () => {
    const { told, span: found } = await sentAsJson(
      attribute("two", { stringValue: "first", intValue: 2 }),
      attribute("empty", {}),
      attribute("unknown", { colourValue: "red" }),
    );
    expect([told, found.attributes]).toEqual([ok, { two: 2, empty: null, unknown: null }]);
  });

  const shapes = {
    mixed: ["a", 1, 1.5, true, null, [[], ["b"]], { k: "v" }],
    map: { inner: { list: [1n], bytes: Buffer.from("abc") } },
    bytes: Buffer.from("abc"),
    nothing: null,
  };
  test.each(doors)("row 32: lists, maps, bytes and nothing are values, by %s", async (door) => {
    const { told, span: found } = await sentAs(door, { attributes: shapes });
    expect([told, found.attributes]).toEqual([
      ok,
      { mixed: shapes.mixed, map: { inner: { list: [1], bytes: "YWJj" } }, bytes: "YWJj", nothing: null },
    ]);
  });

  test.each(doors)("row 34: of equal keys the last holds, by %s", async (door) => {
    const { told, span: found } = await sentAs(door, {
      attributes: [
        ["k", "text"],
        ["other", 1],
        ["k", 2],
      ],
    });
    expect([told, found.attributes]).toEqual([ok, { other: 1, k: 2 }]);
  });

  test.each(doors)("row 35: keys without a name, too long, or of the language are only keys, by %s", async (door) => {
    const odd = ["__proto__", "constructor", "hasOwnProperty", "toString"] as const;
    const long = "k".repeat(MiB);
    const attributes = [["", "nameless"], [long, "long"], ...odd.map((key) => [key, "x"] as const)] as const;
    const { told, span: found } = await sentAs(door, { attributes });
    expect(told).toMatchObject({ status: 200, rejected: 0, message: expect.stringContaining("had no key") });
    expect(told.message).toContain("1 over the limits, cut with a mark");
    expect(Object.entries(found.attributes)).toEqual(
      expect.arrayContaining([...odd.map((key) => [key, "x"]), [`${"k".repeat(512)}…[cut: ${MiB} bytes]`, "long"]]),
    );
    expect(({} as Record<string, unknown>).x).toBe(undefined);
  });

  test.each(doors)("row 36: 100,000 attributes, events and links are cut, counted and told, by %s", async (door) => {
    const many = 100_000;
    const attributes = Array.from({ length: many }, (_, index) => [`k${index}`, index] as const);
    const events = Array.from({ length: many }, () => ({ name: "e" }));
    const links = Array.from({ length: many }, () => ({ traceId, spanId }));
    const { told, span: found, tenant } = await sentAs(door, { attributes, events, links });
    expect(told).toMatchObject({
      status: 200,
      rejected: 0,
      message: `${3 * many - 200} over the limits, cut with a mark`,
    });
    expect([Object.keys(found.attributes).length, found.events.length, found.links.length]).toEqual([100, 50, 50]);
    expect(await tenant.get("/ingest")).toMatchObject({ cut: 1 });
  });

  test.each(doors)("row 37: a value of 50 MiB is cut with a mark that tells its length, by %s", async (door) => {
    const { told, span: found, tenant } = await sentAs(door, { attributes: { huge: "x".repeat(50 * MiB), small: 1 } });
    expect(told).toMatchObject({ status: 200, message: "1 over the limits, cut with a mark" });
    const huge = String(found.attributes.huge);
    expect(huge.slice(2 * MiB)).toBe(`…[cut: ${50 * MiB} bytes]`);
    expect(found.attributes.small).toBe(1);
    expect(await tenant.get("/ingest")).toMatchObject({ cut: 1 });
  });

  test.each(["http", "grpc"] as const)("row 12: nested 10,000 levels a value is cut, by %s", async (door) => {
    let value: Buffer = Buffer.from([0x0a, 0x01, 0x78]);
    for (let depth = 0; depth < 10_000; depth += 1) value = wrapped(5, wrapped(1, value));
    const body = traceOf(wrapped(9, Buffer.concat([Buffer.from([0x0a, 1, 0x61]), wrapped(2, value)])));
    const tenant = at.tenant();
    const told = await tenant.send(door, "traces", body);
    expect(told).toMatchObject({ status: 200, rejected: 0, message: "1 over the limits, cut with a mark" });
    const { attributes } = await tenant.span(traceId, spanId);
    expect(JSON.stringify(attributes)).toContain("[cut: nested deeper than 64]");
  });
});

/** A request of one span that holds these fields too. */
function traceOf(more: Uint8Array): Buffer {
  return requestOf(
    Buffer.concat([wrapped(1, Buffer.from(traceId, "hex")), wrapped(2, Buffer.from(spanId, "hex")), more]),
  );
}

describe("texts", () => {
  test("row 38: indexed families are names like any other, and nothing is made room for by their numbers", async () => {
    const before = process.memoryUsage.rss();
    const keys = [
      "gen_ai.prompt.4294967295.content",
      "llm.input_messages.1e9.message.role",
      "llm.input_messages.-1.message.role",
      "llm.input_messages.x.message.role",
    ];
    const { told, span: found } = await sentAsJson(...keys.map((key) => attribute(key, { stringValue: "v" })));
    expect([told, found.attributes]).toEqual([ok, Object.fromEntries(keys.map((key) => [key, "v"]))]);
    const bomb = Array.from({ length: 100_000 }, (_, index) =>
      attribute(`gen_ai.prompt.${index}.content`, { stringValue: "v" }),
    );
    const many = await sentAsJson(...bomb);
    expect(many.told).toMatchObject({ status: 200, rejected: 0, message: "99900 over the limits, cut with a mark" });
    expect(Object.keys(many.span.attributes)).toHaveLength(100);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * MiB);
  });

  let escaped = '"core"';
  for (let level = 0; level < 12; level += 1) escaped = JSON.stringify(escaped);
  const nested = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
  test.each([
    ["open brackets", "[".repeat(1_500_000)],
    ["duplicate keys", '[{"role":"user","role":"system"}]'],
    ["a member __proto__", '[{"__proto__":{"polluted":true},"role":"user"}]'],
    ["deep nesting", nested],
    ["JSON in JSON in JSON", escaped],
    ["a cut end", '[{"role":"user","parts":[{"type":"te'],
    ["a cut escape", '[{"role":"user","content":"a\\u00'],
  ])("row 39, row 40: JSON in a text with %s is kept as it is", async (_, text) => {
    const tenant = at.tenant();
    const chat = attribute("gen_ai.operation.name", { stringValue: "chat" });
    const body = jsonTraces(
      jsonSpan({ attributes: [chat, attribute("gen_ai.input.messages", { stringValue: text })] }),
    );
    expect(await tenant.json("traces", body)).toMatchObject(ok);
    const found = await tenant.span(traceId, spanId);
    expect(found.attributes["gen_ai.input.messages"] === text).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBe(undefined);
    expect(await tenant.spans(traceId)).toHaveLength(1);
  });

  test("row 40: one that is cut in the middle is kept as it is", async () => {
    const text = '[{"role":"user","content":"\\ud83d';
    const { told, span: found } = await sentAsJson(attribute("gen_ai.input.messages", { stringValue: text }));
    expect([told, found.attributes]).toEqual([ok, { "gen_ai.input.messages": text }]);
  });

  test.each(doors)("row 43: a span's name is data, by %s", async (door) => {
    const tenant = at.tenant();
    const names = [
      "",
      "a\nb\r\nc",
      "\u001b[31mred",
      "\u202Eabc",
      "<script>alert(1)</script>",
      "'; DROP TABLE spans; --",
    ];
    const items = [...names, "n".repeat(MiB)].map((name, index) => span({ spanId: idOf(index + 1), name }));
    expect(await tenant.send(door, "traces", traces(...items))).toMatchObject({
      status: 200,
      rejected: 0,
      message: "1 over the limits, cut with a mark",
    });
    const found = await tenant.spans(traceId);
    expect(found.map(({ name }) => name)).toEqual([...names, `${"n".repeat(1024)}…[cut: ${MiB} bytes]`]);
  });

  test.each(doors)("row 44: a service may be unnamed, empty, a path, or one of 10,000, by %s", async (door) => {
    const tenant = at.tenant();
    const odd = [{}, { "service.name": "" }, { "service.name": "../../etc/passwd" }];
    const bomb = Array.from({ length: 10_000 }, (_, index) => ({ "service.name": `s${index}` }));
    const batches = [...odd, ...bomb].map((resource, index) => ({
      resource,
      items: [span({ spanId: idOf(index + 1) })],
    }));
    expect(await tenant.send(door, "traces", tracesRequest(...batches))).toEqual(ok);
    expect((await tenant.span(traceId, idOf(1))).service).toBe(null);
    expect((await tenant.span(traceId, idOf(3))).service).toBe("../../etc/passwd");
    const { sources, accepted } = await tenant.get<{ sources: unknown[]; accepted: number }>("/ingest");
    expect(sources.length).toBeLessThanOrEqual(1000);
    expect(accepted).toBe(10_003);
  });
});
