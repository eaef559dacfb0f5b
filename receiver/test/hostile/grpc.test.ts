import { once } from "node:events";
import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import { connect as connectTcp } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { span, traceId, traces } from "../sent-spans.ts";
import { grpcPaths, type Tenant } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

const MiB = 1024 * 1024;
const message = Buffer.from(traces(span()));

function framed(bytes: Uint8Array, { compressed = 0, length = bytes.length } = {}): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, bytes]);
}

const open = () => connect(`http://127.0.0.1:${at.grpcPort}`).on("error", () => {});

function request(session: ClientHttp2Session, tenant: Tenant, headers: Record<string, string> = {}) {
  const own = { ":method": "POST", ":path": grpcPaths.traces, "content-type": "application/grpc", te: "trailers" };
  return session.request({ ...own, "x-api-key": tenant.options.key, ...headers }).on("error", () => {});
}

/** One call as bytes on HTTP/2, for what no client would send. */
async function raw(tenant: Tenant, data: Buffer, headers: Record<string, string> = {}) {
  const session = open();
  const stream = request(session, tenant, headers);
  let answer: IncomingHttpHeaders = {};
  for (const name of ["response", "trailers"] as const) {
    stream.on(name, (given: IncomingHttpHeaders) => {
      answer = { ...answer, ...given };
    });
  }
  stream.resume().end(data);
  await once(stream, "close");
  session.close();
  return { http: answer[constants.HTTP2_HEADER_STATUS], grpc: Number(answer["grpc-status"] ?? -1) };
}

async function stillTakes() {
  const tenant = at.tenant();
  expect(await tenant.send("grpc", "traces", message)).toEqual({ status: 200, rejected: 0, message: "" });
  expect(await tenant.spans(traceId)).toHaveLength(1);
}

test.each<[string, Buffer, Record<string, string>, number]>([
  [
    "an unknown method",
    framed(message),
    { ":path": grpcPaths.traces.replace("Export", "Import") },
    status.UNIMPLEMENTED,
  ],
  [
    "an unknown encoding",
    framed(gzipSync(message), { compressed: 1 }),
    { "grpc-encoding": "br" },
    status.UNIMPLEMENTED,
  ],
  ["compressed without an encoding", framed(gzipSync(message), { compressed: 1 }), {}, status.INVALID_ARGUMENT],
  ["no message", Buffer.alloc(0), {}, status.UNIMPLEMENTED],
])("row 70: %s has its code and stores nothing", async (_, data, headers, code) => {
  const tenant = at.tenant();
  const { grpc } = await raw(tenant, data, headers);
  expect(grpc).toBe(code);
  expect(await tenant.spans(traceId)).toEqual([]);
});

test("row 70: another content type is no gRPC", async () => {
  const tenant = at.tenant();
  expect((await raw(tenant, framed(message), { "content-type": "application/json" })).http).toBe(415);
  expect((await raw(tenant, framed(message), { "content-type": "application/grpc+proto" })).grpc).toBe(status.OK);
  expect(await tenant.spans(traceId)).toHaveLength(1);
});

test("row 70: a message shorter than announced, or two in one call, are not taken", async () => {
  const tenant = at.tenant();
  expect((await raw(tenant, framed(message, { length: message.length + 9 }))).grpc).not.toBe(status.OK);
  expect((await raw(tenant, Buffer.concat([framed(message), framed(message)]))).grpc).not.toBe(status.OK);
  expect(await tenant.spans(traceId)).toEqual([]);
});

test("row 70: a message of 65 MiB is refused for good, and one that only says so at once", async () => {
  const tenant = at.tenant();
  expect(await tenant.send("grpc", "traces", Buffer.alloc(65 * MiB))).toMatchObject({ status: 413 });
  expect((await raw(tenant, framed(Buffer.alloc(9), { length: 2 ** 32 - 1 }))).grpc).toBe(status.RESOURCE_EXHAUSTED);
  await stillTakes();
});

test("row 70: a client that goes in the middle, or waits a millisecond only, hurts nobody", async () => {
  const tenant = at.tenant();
  const session = open();
  const stream = request(session, tenant);
  stream.write(framed(message).subarray(0, 20));
  await sleep(20);
  session.destroy();
  const { grpc } = await raw(tenant, framed(message), { "grpc-timeout": "1m" });
  expect([status.OK, status.DEADLINE_EXCEEDED, status.CANCELLED]).toContain(grpc);
  await stillTakes();
});

test("row 70: a flood of calls that are reset leaves the door open and memory flat", async () => {
  const tenant = at.tenant();
  const before = process.memoryUsage.rss();
  for (let sessions = 0; sessions < 5; sessions += 1) {
    const session = open();
    for (let calls = 0; calls < 1000; calls += 1) request(session, tenant).close(constants.NGHTTP2_CANCEL);
    await sleep(50);
    session.destroy();
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(300 * MiB);
  await stillTakes();
});

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const SETTINGS = 4;
const HEADERS = 1;
const CONTINUATION = 9;
const END_HEADERS = 4;

function frame(type: number, flags: number, stream: number, content = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(content.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, content]);
}

/** Writes frames without reading an answer; tells whether the other side hung up. */
async function hangsUp(port: number, frames: readonly Buffer[], withinMillis = 20_000): Promise<boolean> {
  const socket = connectTcp(port, "127.0.0.1").on("error", () => {});
  const closed = once(socket, "close").then(() => true);
  socket.write(Buffer.concat([preface, frame(SETTINGS, 0, 0), ...frames]));
  await sleep(300);
  socket.resume();
  const done = await Promise.race([closed, sleep(withinMillis, undefined, { ref: false }).then(() => false)]);
  socket.destroy();
  return done;
}

test("row 71: a flood of CONTINUATION frames ends the connection", async () => {
  const more = Array.from({ length: 10_000 }, () => frame(CONTINUATION, 0, 1, Buffer.from([0x82])));
  expect(await hangsUp(at.grpcPort, [frame(HEADERS, 0, 1, Buffer.from([0x83])), ...more])).toBe(true);
  await stillTakes();
});

test("row 71: a header that unfolds to many times its size is not unfolded", async () => {
  const before = process.memoryUsage.rss();
  const literal = Buffer.concat([Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4000, 0x62)]);
  const bombs = Array.from({ length: 50 }, (_, index) =>
    frame(HEADERS, END_HEADERS, index * 2 + 1, Buffer.concat([literal, Buffer.alloc(12_000, 0xbe)])),
  );
  await hangsUp(at.grpcPort, bombs, 3000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MiB);
  await stillTakes();
});

test("row 71: a flood of SETTINGS frames ends the connection", async () => {
  const before = process.memoryUsage.rss();
  await hangsUp(
    at.grpcPort,
    Array.from({ length: 50_000 }, () => frame(SETTINGS, 0, 0)),
    3000,
  );
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MiB);
  await stillTakes();
});

test("row 71: HTTP/2 on the port of HTTP/1 is turned away", async () => {
  expect(await hangsUp(at.port, [])).toBe(true);
  await stillTakes();
});
