import { once } from "node:events";
import { connect, constants, type IncomingHttpHeaders } from "node:http2";
import { gzipSync } from "node:zlib";
import { Client, compressionAlgorithms, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { afterEach, expect, test } from "vitest";
import { RecordingIngest } from "../../test/recording-ingest.ts";
import { BadRequest, Forbidden, Overloaded, Unauthenticated } from "../errors.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../otlp/otlp-writer.ts";
import { openBudget } from "./budget.ts";
import { type GrpcDoor, startGrpc } from "./grpc.ts";

const bodies = {
  trace: Buffer.from(tracesRequest({ items: [{ name: "span" }] })),
  logs: Buffer.from(logsRequest({ items: [{ eventName: "log" }] })),
  metrics: Buffer.from(metricsRequest({ items: [{ name: "metric" }] })),
};
const paths = {
  trace: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(settings: Partial<GrpcDoor> = {}) {
  const ingest = new RecordingIngest();
  const faults: unknown[] = [];
  const budget = openBudget(4 * 1024 * 1024);
  const door = await startGrpc({
    ingest,
    projectOf: () => "default",
    limits: { bodyBytes: 1024 * 1024 },
    budget,
    host: "127.0.0.1",
    port: 0,
    onFault: (error) => faults.push(error),
    ...settings,
  });
  cleanups.push(() => door.stop(0));
  return { ingest, budget, faults, door, ...clientOf(door.port) };
}

function clientOf(port: number, options = {}) {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options);
  cleanups.push(() => client.close());
  const asIs = (bytes: Buffer) => bytes;
  const call = (body: Buffer, { path = paths.trace, metadata = new Metadata(), deadline = 20_000 } = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    client.makeUnaryRequest(path, asIs, asIs, body, metadata, { deadline: Date.now() + deadline }, (error, answer) =>
      error ? reject(error) : resolve(answer ?? Buffer.alloc(0)),
    );
    return promise;
  };
  const fail = async (...given: Parameters<typeof call>): Promise<ServiceError> => {
    try {
      await call(...given);
    } catch (error) {
      return error as ServiceError;
    }
    throw new Error("the call succeeded");
  };
  return { call, fail };
}

test("takes the three signals", async () => {
  const { call, ingest, budget } = await open();
  for (const name of ["trace", "logs", "metrics"] as const) {
    expect(await call(bodies[name], { path: paths[name] })).toEqual(Buffer.alloc(0));
  }
  const source = expect.stringMatching(/^grpc grpc-node-js\//);
  expect(ingest.requests).toEqual([
    { signal: "traces", project: "default", body: bodies.trace, source, warnings: [] },
    { signal: "logs", project: "default", body: bodies.logs, source, warnings: [] },
    { signal: "metrics", project: "default", body: bodies.metrics, source, warnings: [] },
  ]);
  expect(budget.used).toBe(0);
});

test("takes gzip", async () => {
  const { door, ingest } = await open();
  const { call } = clientOf(door.port, { "grpc.default_compression_algorithm": compressionAlgorithms.gzip });
  await call(bodies.trace);
  expect(ingest.requests.map(({ body }) => body)).toEqual([bodies.trace]);
});

test("tells a partial success", async () => {
  const { call, ingest } = await open();
  ingest.answer = () => ({ rejected: 2, message: "bad" });
  expect((await call(bodies.trace)).toString("hex")).toBe("0a0708021203626164");
});

test.each([
  [new BadRequest("no"), status.INVALID_ARGUMENT, "google.rpc.BadRequest"],
  [new Overloaded("later", 7), status.UNAVAILABLE, "google.rpc.RetryInfo"],
  [new Unauthenticated("who?"), status.UNAUTHENTICATED, undefined],
  [new Forbidden("no"), status.PERMISSION_DENIED, undefined],
])("%s has its code and details", async (error, code, detail) => {
  const { fail, ingest } = await open();
  ingest.answer = () => {
    throw error;
  };
  const answer = await fail(bodies.trace);
  const [details] = answer.metadata.get("grpc-status-details-bin");
  expect([answer.code, answer.details]).toEqual([code, error.message]);
  expect([...Buffer.from(details ?? "").subarray(0, 2)]).toEqual([8, code]);
  expect(Buffer.from(details ?? "").includes("google.rpc.")).toBe(detail !== undefined);
  if (detail) expect(Buffer.from(details ?? "").includes(detail)).toBe(true);
});

test("a fault of ours is told to us, not to the sender", async () => {
  const { fail, ingest, faults } = await open();
  const error = new Error("secret");
  ingest.answer = () => {
    throw error;
  };
  expect(await fail(bodies.trace)).toMatchObject({
    code: status.INTERNAL,
    details: "a fault of ours; its log tells more",
  });
  expect(faults).toEqual([error]);
});

test("a message too long for a header is cut", async () => {
  const { fail, ingest } = await open();
  ingest.answer = () => {
    throw new BadRequest("\ud83d\ude00\n".repeat(10_000));
  };
  expect((await fail(bodies.trace)).details).toHaveLength(1000);
});

test("asks for a key before the message is read", async () => {
  const projectOf: GrpcDoor["projectOf"] = ({ authorization, apiKey }) => {
    if (authorization === "Bearer a") return "mine";
    if (apiKey === "b") return "yours";
    throw new Unauthenticated("send a key");
  };
  const { call, fail, ingest } = await open({ projectOf });
  const metadata = (name: string, value: string) => {
    const keys = new Metadata();
    keys.set(name, value);
    return { metadata: keys };
  };
  await call(bodies.trace, metadata("authorization", "Bearer a"));
  await call(bodies.trace, metadata("x-api-key", "b"));
  expect(ingest.requests.map(({ project }) => project)).toEqual(["mine", "yours"]);
  expect((await fail(Buffer.alloc(2 * 1024 * 1024))).code).toBe(status.UNAUTHENTICATED);
});

test("a message over the limit, sent or inflated, is refused", async () => {
  const { door, fail, ingest } = await open();
  const zipped = clientOf(door.port, { "grpc.default_compression_algorithm": compressionAlgorithms.gzip });
  const large = Buffer.alloc(1024 * 1024 + 1);
  for (const answer of [await fail(large), await zipped.fail(large)]) {
    expect(answer.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(answer.metadata.get("grpc-status-details-bin")).toEqual([]);
  }
  expect(ingest.requests).toEqual([]);
});

test("past the budget the answer is to come again", async () => {
  const { call, fail, ingest } = await open({ budget: openBudget(bodies.trace.length) });
  const hold = Promise.withResolvers<{ rejected: number; message: null }>();
  ingest.answer = () => hold.promise;
  const held = call(bodies.trace);
  while (ingest.requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await fail(bodies.trace)).code).toBe(status.UNAVAILABLE);
  hold.resolve({ rejected: 0, message: null });
  await held;
  await call(bodies.trace);
});

test("unknown methods and short deadlines", async () => {
  const { fail, ingest } = await open();
  expect((await fail(bodies.trace, { path: "/opentelemetry.proto.collector.trace.v1.TraceService/Import" })).code).toBe(
    status.UNIMPLEMENTED,
  );
  ingest.answer = () => new Promise(() => {});
  expect((await fail(bodies.trace, { deadline: 50 })).code).toBe(status.DEADLINE_EXCEEDED);
});

/** One call as bytes on HTTP/2, for what no client would send. */
async function rawCall(port: number, data: Buffer, headers: Record<string, string> = {}) {
  const session = connect(`http://127.0.0.1:${port}`);
  const stream = session.request({
    ":method": "POST",
    ":path": paths.trace,
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  let answer: IncomingHttpHeaders = {};
  stream.on("response", (head) => {
    answer = { ...answer, ...head };
  });
  stream.on("trailers", (trailers) => {
    answer = { ...answer, ...trailers };
  });
  stream.resume().end(data);
  await once(stream, "close");
  session.close();
  return { http: answer[constants.HTTP2_HEADER_STATUS], grpc: Number(answer["grpc-status"]) };
}

function framed(message: Uint8Array, { compressed = 0, length = message.length } = {}): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

test("bytes that are no gRPC call end that call only", async () => {
  const { call, door, ingest } = await open();
  const message = framed(bodies.trace);
  const { port } = door;
  expect((await rawCall(port, message, { "content-type": "application/json" })).http).toBe(415);
  expect((await rawCall(port, framed(gzipSync(bodies.trace), { compressed: 1 }), { "grpc-encoding": "br" })).grpc).toBe(
    status.UNIMPLEMENTED,
  );
  expect((await rawCall(port, framed(bodies.trace, { compressed: 1 }), { "grpc-encoding": "gzip" })).grpc).toBe(
    status.INTERNAL,
  );
  expect((await rawCall(port, Buffer.concat([message, message]))).grpc).not.toBe(status.OK);
  expect((await rawCall(port, Buffer.alloc(0))).grpc).not.toBe(status.OK);
  expect(ingest.requests).toEqual([]);
  await call(bodies.trace);
});

test("a message shorter than announced is never taken", async () => {
  const { call, door, ingest } = await open();
  expect((await rawCall(door.port, framed(bodies.trace, { length: 1000 }))).grpc).not.toBe(status.OK);
  expect(ingest.requests).toEqual([]);
  await call(bodies.trace);
});

test("a flood of cancelled calls leaves the door open", async () => {
  const { call, door } = await open();
  const session = connect(`http://127.0.0.1:${door.port}`);
  session.on("error", () => {});
  for (let i = 0; i < 1000; i++) {
    const stream = session.request({ ":method": "POST", ":path": paths.trace, "content-type": "application/grpc" });
    stream.on("error", () => {});
    stream.close(constants.NGHTTP2_CANCEL);
  }
  await call(bodies.trace);
  session.destroy();
});

test("calls under way are answered when it stops, later ones are not", async () => {
  const { call, fail, door, ingest } = await open();
  const hold = Promise.withResolvers<{ rejected: number; message: null }>();
  ingest.answer = () => hold.promise;
  const held = call(bodies.trace);
  while (ingest.requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const stopped = door.stop();
  expect((await fail(bodies.trace, { deadline: 500 })).code).not.toBe(status.OK);
  hold.resolve({ rejected: 0, message: null });
  expect(await held).toEqual(Buffer.alloc(0));
  await stopped;
});

test("does not wait for ever when it stops", async () => {
  const { fail, door, ingest } = await open();
  ingest.answer = () => new Promise(() => {});
  const cut = fail(bodies.trace);
  while (ingest.requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await door.stop(50);
  expect((await cut).code).not.toBe(status.OK);
});

test("a taken port is told", async () => {
  const { door } = await open();
  await expect(open({ port: door.port })).rejects.toThrow("EADDRINUSE");
});
