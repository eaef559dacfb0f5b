import { afterAll, beforeAll, expect, test } from "vitest";
import { logsRequest, metricsRequest } from "../../src/otlp/otlp-writer.ts";
import { requestOf, strangers, tag, varint, wrapped } from "../raw-fields.ts";
import { jsonSpan, jsonTraces, span, spanId, start, traceId, traces } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

const ok = { status: 200, rejected: 0, message: "" };
const ids = Buffer.concat([wrapped(1, Buffer.from(traceId, "hex")), wrapped(2, Buffer.from(spanId, "hex"))]);
const fixed64 = (field: number, value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([tag(field, 1), bytes]);
};
const times = Buffer.concat([fixed64(7, start), fixed64(8, start + 1n)]);
const keyValue = (key: string, text: string, more: Uint8Array = Buffer.alloc(0)) =>
  Buffer.concat([wrapped(1, key), wrapped(2, Buffer.concat([wrapped(1, text), more])), more]);

test.each(doors)("row 13: unknown fields of every wire type are passed over at every level, by %s", async (door) => {
  const tenant = at.tenant();
  const inner = Buffer.concat([wrapped(2, "e"), wrapped(3, keyValue("k", "v", strangers)), strangers]);
  const status = wrapped(15, Buffer.concat([tag(3, 0), varint(2), strangers]));
  const record = [
    strangers,
    ids,
    times,
    wrapped(9, keyValue("k", "v", strangers)),
    wrapped(11, inner),
    status,
    strangers,
  ];
  const resource = wrapped(1, Buffer.concat([strangers, wrapped(1, keyValue("r", "v", strangers))]));
  const scope = wrapped(1, Buffer.concat([wrapped(1, "lib"), strangers]));
  const scopes = wrapped(2, Buffer.concat([strangers, scope, wrapped(2, Buffer.concat(record)), strangers]));
  const body = Buffer.concat([strangers, wrapped(1, Buffer.concat([resource, strangers, scopes])), strangers]);
  expect(await tenant.send(door, "traces", body)).toEqual(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({
    status: "error",
    attributes: { k: "v" },
    events: [{ name: "e", attributes: { k: "v" } }],
    resource: { r: "v" },
  });
});

const bodies = {
  traces: traces(span()),
  logs: logsRequest({ items: [{ time: start, body: "hello", attributes: { a: "b" } }] }),
  metrics: metricsRequest({ items: [{ name: "m", data: { type: "gauge", points: [{ time: start, value: 1 }] } }] }),
};
test.each(["logs", "metrics"] as const)("row 56: %s on the path of traces are never lost in silence", async (other) => {
  for (const door of doors) {
    const tenant = at.tenant();
    const told = await tenant.send(door, "traces", bodies[other]);
    expect(told.status === 400 || told.message !== "").toBe(true);
    expect(await tenant.list("/traces")).toEqual([]);
  }
});

test("row 56: nor are traces on another path, and in JSON the right one is told", async () => {
  for (const signal of ["logs", "metrics"] as const) {
    const tenant = at.tenant();
    const told = await tenant.send("http", signal, bodies.traces);
    expect(told.status === 400 || told.message !== "").toBe(true);
    const inJson = await tenant.json(signal, jsonTraces(jsonSpan()));
    expect(inJson).toMatchObject({ status: 400, code: 3, message: expect.stringContaining("/v1/traces") });
  }
});

const good = Buffer.from(bodies.traces);
test.each([
  ["cut off", good.subarray(0, -3)],
  ["a length past the end", Buffer.concat([tag(1, 2), varint(1000), Buffer.alloc(10)])],
  ["a length below zero", Buffer.concat([tag(1, 2), Buffer.from("ffffffffffffffffff01", "hex")])],
  ["a varint of 11 bytes", Buffer.concat([tag(2, 0), Buffer.alloc(10, 0xff), Buffer.from([1])])],
  ["wire type 6", Buffer.from([(1 << 3) | 6, 0])],
  ["wire type 7", Buffer.from([(1 << 3) | 7, 0])],
  ["field number 0", Buffer.from([2, 0])],
  ["a group that never ends", Buffer.concat([tag(9, 3), varint(8)])],
  ["groups in groups", Buffer.alloc(100_000, tag(9, 3))],
])("row 57: %s in the frame refuses the request", async (_, body) => {
  for (const door of doors) {
    const tenant = at.tenant();
    expect(await tenant.send(door, "traces", body)).toMatchObject({
      status: 400,
      message: expect.stringContaining("no OTLP traces"),
    });
    expect(await tenant.list("/traces")).toEqual([]);
  }
});

test("row 57: the same in one span costs that span, and a field of number 1000 costs nothing", async () => {
  const tenant = at.tenant();
  const broken = [Buffer.from([(1 << 3) | 7, 0]), Buffer.from([2, 0]), Buffer.concat([ids, tag(5, 2), varint(99)])];
  const reserved = Buffer.concat([ids, times, tag(1000, 0), varint(1)]);
  expect(await tenant.send("grpc", "traces", requestOf(...broken, reserved))).toMatchObject({
    status: 200,
    rejected: 3,
  });
  expect(await tenant.spans(traceId)).toHaveLength(1);
  expect((await tenant.rejected()).map(({ code }) => code)).toEqual(["malformed", "malformed", "malformed"]);
});

test.each(doors)("row 48: empty records by the million are refused before they cost memory, by %s", async (door) => {
  const tenant = at.tenant();
  const before = process.memoryUsage.rss();
  const empties = (count: number) => wrapped(1, wrapped(2, Buffer.alloc(2 * count, Buffer.from([0x12, 0]))));
  expect(await tenant.send(door, "traces", empties(8_000_000))).toMatchObject({ status: 413 });
  expect(await tenant.send(door, "logs", empties(8_000_000))).toMatchObject({ status: 413 });
  expect(await tenant.send(door, "traces", empties(100_000))).toMatchObject({ status: 200, rejected: 100_000 });
  expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024);
  expect(await tenant.list("/traces")).toEqual([]);
});

test.each(doors)("row 58: strings that are not UTF-8 are mended and counted, by %s", async (door) => {
  const tenant = at.tenant();
  const wrong = Buffer.from([0x61, 0xff, 0x62]).toString("latin1");
  const bytes = (text: string) => Buffer.from(text, "latin1");
  const attribute = Buffer.concat([wrapped(1, bytes(`k${wrong}`)), wrapped(2, wrapped(1, bytes(wrong)))]);
  const record = Buffer.concat([ids, times, wrapped(5, bytes(wrong)), wrapped(9, attribute)]);
  const message = "3 strings were not UTF-8 and were mended";
  expect(await tenant.send(door, "traces", requestOf(record))).toEqual({ ...ok, message });
  const { name, attributes } = await tenant.span(traceId, spanId);
  expect([name, attributes]).toEqual(["a\ufffdb", { "ka\ufffdb": "a\ufffdb" }]);
});

test.each(doors)("row 59: messages in pieces are merged, fields may come in any order, by %s", async (door) => {
  const tenant = at.tenant();
  const pieces = [wrapped(15, wrapped(2, "why")), wrapped(15, Buffer.concat([tag(3, 0), varint(2)]))];
  const record = Buffer.concat([
    ...pieces,
    wrapped(9, keyValue("k", "v")),
    times,
    wrapped(5, "first"),
    wrapped(5, "last"),
    ids,
  ]);
  const resource = [wrapped(1, wrapped(1, keyValue("a", "1"))), wrapped(1, wrapped(1, keyValue("b", "2")))];
  const body = wrapped(1, Buffer.concat([wrapped(2, wrapped(2, record)), ...resource]));
  expect(await tenant.send(door, "traces", body)).toEqual(ok);
  expect(await tenant.span(traceId, spanId)).toMatchObject({
    name: "last",
    status: "error",
    statusMessage: "why",
    attributes: { k: "v" },
    resource: { a: "1", b: "2" },
  });
});

test("row 59: bounds and counts may come packed or one by one", async () => {
  const tenant = at.tenant();
  const double = (field: number, value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return Buffer.concat([tag(field, 1), bytes]);
  };
  const point = Buffer.concat([fixed64(3, start), fixed64(4, 3n), fixed64(6, 1n), double(7, 5), fixed64(6, 2n)]);
  const metric = Buffer.concat([wrapped(1, "h"), wrapped(9, Buffer.concat([wrapped(1, point), tag(2, 0), varint(1)]))]);
  expect(await tenant.send("http", "metrics", requestOf(metric))).toEqual(ok);
  expect(await tenant.list("/metrics/h")).toMatchObject([{ bounds: [5], buckets: ["1", "2"], count: "3" }]);
});
