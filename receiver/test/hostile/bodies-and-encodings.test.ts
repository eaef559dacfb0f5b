import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonSpan, jsonTraces, span, traceId, traces } from "../sent-spans.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

const MiB = 1024 * 1024;
let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver({ limits: { bodyBytes: MiB, inFlightBytes: 8 * MiB } });
});
afterAll(() => at.cleanup());

const protobuf = "application/x-protobuf";
const bytes = Buffer.from(traces(span()));

const send = (tenant: ReturnType<WholeReceiver["tenant"]>, body: Uint8Array, encoding: string, type = protobuf) =>
  tenant.post("traces", body, { "content-type": type, "content-encoding": encoding });

test("row 1: an empty body is an empty request in protobuf", async () => {
  const tenant = at.tenant();
  for (const signal of ["traces", "logs", "metrics"] as const) {
    for (const door of ["http", "gzip", "grpc"] as const) {
      expect(await tenant.send(door, signal, Buffer.alloc(0))).toEqual({ status: 200, rejected: 0, message: "" });
    }
  }
  const { type } = await tenant.post("traces", "", { "content-type": protobuf });
  expect(type).toBe(protobuf);
});

test("row 46: gzip is read", async () => {
  const tenant = at.tenant();
  expect(await send(tenant, gzipSync(bytes), "gzip")).toMatchObject({ status: 200, type: protobuf, message: "" });
  expect(await tenant.spans(traceId)).toHaveLength(1);
});

const wrongSum = gzipSync(bytes);
wrongSum.writeUInt32LE(7, wrongSum.length - 8);
test.each([
  ["gzip that is not announced", gzipSync(bytes), "identity", 400],
  ["announced gzip that is none", bytes, "gzip", 400],
  ["gzip that is cut off", gzipSync(bytes).subarray(0, -9), "gzip", 400],
  ["gzip with a wrong checksum", wrongSum, "gzip", 400],
  ["gzip with bytes behind it", Buffer.concat([gzipSync(bytes), Buffer.from("more")]), "gzip", 400],
  ["gzip of two members", Buffer.concat([gzipSync(bytes.subarray(0, 9)), gzipSync(bytes.subarray(9))]), "gzip", 200],
])("row 47: %s", async (_, body, encoding, status) => {
  const tenant = at.tenant();
  expect(await send(tenant, body, encoding)).toMatchObject({
    status,
    type: protobuf,
    ...(status === 400 && { code: 3 }),
  });
  expect(await tenant.spans(traceId)).toHaveLength(status === 200 ? 1 : 0);
});

test("row 48: a bomb is not inflated past the limit, however many come at once", async () => {
  const tenant = at.tenant();
  const huge = Buffer.alloc(256 * MiB);
  const gzip = gzipSync(huge);
  const zstd = zstdCompressSync(huge);
  const nearLimit = gzipSync(Buffer.alloc(MiB - 1));
  const before = process.memoryUsage.rss();
  for (const [body, encoding] of [
    [gzip, "gzip"],
    [deflateRawSync(Buffer.alloc(64 * MiB)), "deflate"],
    [zstd, "zstd"],
  ] as const) {
    expect(await send(tenant, body, encoding)).toMatchObject({ status: 413, code: 8, type: protobuf });
  }
  expect(await send(tenant, gzipSync(gzip), "gzip")).toMatchObject({ status: 400 });
  const many = await Promise.all(Array.from({ length: 200 }, () => send(tenant, nearLimit, "gzip")));
  const statuses = new Set(many.map(({ status }) => status));
  expect([...statuses].every((status) => status === 400 || status === 503)).toBe(true);
  expect(process.memoryUsage.rss() - before).toBeLessThan(300 * MiB);
  expect(await send(tenant, gzipSync(bytes), "gzip")).toMatchObject({ status: 200 });
});

test("row 48: a bomb over gRPC is refused for good", async () => {
  const { Client, compressionAlgorithms, credentials, Metadata } = await import("@grpc/grpc-js");
  const client = new Client(`127.0.0.1:${at.grpcPort}`, credentials.createInsecure(), {
    "grpc.default_compression_algorithm": compressionAlgorithms.gzip,
  });
  const tenant = at.tenant();
  const metadata = new Metadata();
  metadata.set("x-api-key", tenant.options.key);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const asIs = (given: Buffer) => given;
  const path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  client.makeUnaryRequest(path, asIs, asIs, Buffer.alloc(64 * MiB), metadata, {}, (error) => resolve(error?.code));
  expect(await promise).toBe(8);
  client.close();
  expect(await tenant.send("grpc", "traces", bytes)).toMatchObject({ status: 200 });
});

test.each([
  ["deflate", deflateSync(bytes)],
  ["deflate", deflateRawSync(bytes)],
  ["zstd", zstdCompressSync(bytes)],
  ["identity", bytes],
  ["GZIP", gzipSync(bytes)],
])("row 49: %s is read", async (encoding, body) => {
  const tenant = at.tenant();
  expect(await send(tenant, body, encoding)).toMatchObject({ status: 200, message: "" });
  expect(await tenant.spans(traceId)).toHaveLength(1);
});

test.each(["br", "lz4", "snappy", "gzip, gzip", "x-new"])("row 49: %s is told to be unknown", async (encoding) => {
  const tenant = at.tenant();
  const told = await send(tenant, bytes, encoding);
  expect(told).toMatchObject({ status: 415, code: 12, type: protobuf });
  expect(told.message).toContain("gzip, deflate, zstd or identity");
  expect(await tenant.spans(traceId)).toEqual([]);
});

const json = JSON.stringify(jsonTraces(jsonSpan()));
test.each([
  ["text/plain", json, 415],
  ["application/json", bytes, 400],
  [protobuf, Buffer.from(json), 400],
  ["application/x-protobuf; charset=utf-8", bytes, 200],
  ["Application/JSON; charset=utf-8", json, 200],
  ["application/protobuf", bytes, 415],
  ["application/grpc", bytes, 415],
])("row 50: a body under %s is never guessed at", async (type, body, status) => {
  const tenant = at.tenant();
  const told = await tenant.post("traces", body, { "content-type": type });
  expect(told).toMatchObject({ status, type: type.includes("x-protobuf") ? protobuf : "application/json" });
  expect(await tenant.spans(traceId)).toHaveLength(status === 200 ? 1 : 0);
});

test("row 50: a body under no type at all", async () => {
  const tenant = at.tenant();
  const { port } = at;
  const headers = { "x-api-key": tenant.options.key };
  const body = new Blob([bytes]);
  const answer = await fetch(`http://127.0.0.1:${port}/v1/traces`, { method: "POST", headers, body });
  expect([answer.status, await answer.json()]).toMatchObject([415, { code: 12 }]);
});

test("row 51: one byte over the limit, announced or chunked, is too large", async () => {
  const tenant = at.tenant();
  const over = Buffer.alloc(MiB + 1);
  expect(await tenant.post("traces", over, { "content-type": protobuf })).toMatchObject({ status: 413, code: 8 });
  const stream = () => new Blob([over]).stream();
  const headers = { "content-type": "application/json", "x-api-key": tenant.options.key };
  const init = { method: "POST", headers, body: stream(), duplex: "half" } as RequestInit;
  const answer = await fetch(`http://127.0.0.1:${at.port}/v1/traces`, init);
  expect([answer.status, await answer.json()]).toMatchObject([
    413,
    { code: 8, message: expect.stringContaining("smaller batches") },
  ]);
  expect(await tenant.send("grpc", "traces", over)).toMatchObject({ status: 413 });
});
