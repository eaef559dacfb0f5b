import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { RecordingIngest } from "../../test/recording-ingest.ts";
import { BadRequest, Forbidden, NotFound, Overloaded, Unauthenticated } from "../errors.ts";
import { tracesRequest } from "../otlp/otlp-writer.ts";
import { openBudget } from "./budget.ts";
import { type CorsSettings, noCors } from "./cors.ts";
import type { Credentials } from "./credentials.ts";
import { otlpErrorAnswer } from "./otlp-errors.ts";
import { type IngestDoor, ingestRoutes } from "./routes.ts";

const protobuf = { "content-type": "application/x-protobuf" };
const json = { "content-type": "application/json" };
const bytes = Buffer.from(tracesRequest({ items: [{ name: "span" }] }));
const pageOrigin = "https://app.example";
const cors: CorsSettings = { origins: [pageOrigin], credentials: false };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** The door behind a real HTTP server, as the app would hang it. */
async function open(settings: Partial<IngestDoor> = {}) {
  const ingest = new RecordingIngest();
  const budget = openBudget(4 * 1024 * 1024);
  const door: IngestDoor = {
    ingest,
    budget,
    projectOf: () => "default",
    limits: { bodyBytes: 1024 * 1024 },
    requestTimeoutMillis: 2000,
    prefix: "/otlp",
    cors: noCors,
    ...settings,
  };
  const answer = otlpErrorAnswer(door);
  const app = new Hono().route("/", ingestRoutes(door));
  app.notFound((c) => {
    throw new NotFound(`there is no ${c.req.path}; OTLP goes to /v1/traces`);
  });
  app.onError((error, c) => answer(error, c) ?? c.text("not for OTLP", 404));
  const server = createServer(getRequestListener(app.fetch)).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers: protobuf, body: bytes, ...init });
  return { ingest, budget, port, send };
}

/** What comes back when exactly this is written on the wire. */
async function raw(port: number, text: string, stay = false): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  if (!stay) socket.end();
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  await once(socket, "close");
  return answer;
}

async function statusIn(answer: Response) {
  const { code, message } = (await answer.json()) as { code: number; message: string };
  return { status: answer.status, type: answer.headers.get("content-type"), code, message };
}

describe("what is taken", () => {
  test("protobuf goes in as it came", async () => {
    const { send, ingest, budget } = await open();
    const headers = { ...protobuf, "user-agent": "OTel-OTLP-Exporter-Python/1.40" };
    const answer = await send("/v1/traces", { headers });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "application/x-protobuf",
      "",
    ]);
    expect(ingest.requests).toEqual([
      {
        signal: "traces",
        project: "default",
        body: bytes,
        source: "http/protobuf OTel-OTLP-Exporter-Python/1.40",
        warnings: [],
      },
    ]);
    expect(budget.used).toBe(0);
  });

  test("JSON goes in as protobuf, with what was left out", async () => {
    const { send, ingest } = await open();
    const body = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"span","kind":"X"}]}]}]}';
    const answer = await send("/v1/traces", { headers: { ...json, "user-agent": "" }, body });
    expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toEqual([
      200,
      "application/json",
      {},
    ]);
    const [request] = ingest.requests;
    expect(Buffer.from(request?.body ?? [])).toEqual(bytes);
    expect(request?.warnings).toHaveLength(1);
  });

  test("an empty body is an empty request in protobuf, and nothing at all in JSON", async () => {
    const { send } = await open();
    expect((await send("/v1/logs", { body: "" })).status).toBe(200);
    expect(await statusIn(await send("/v1/logs", { body: "", headers: json }))).toEqual({
      status: 400,
      type: "application/json",
      code: 3,
      message: 'the body is empty; send a JSON object, {"resourceLogs": […]}',
    });
  });

  test.each([
    ["/v1/traces", "traces"],
    ["/v1/logs", "logs"],
    ["/v1/metrics", "metrics"],
    ["/v1/traces/", "traces"],
    ["//v1/traces", "traces"],
    ["/v1/traces?x=1", "traces"],
    ["/otlp/v1/traces", "traces"],
    ["/otlp//v1/logs/", "logs"],
  ])("%s takes %s", async (path, signal) => {
    const { send, ingest } = await open();
    expect((await send(path)).status).toBe(200);
    expect(ingest.requests.map((request) => request.signal)).toEqual([signal]);
  });

  test.each(["/V1/Traces", "/v1/trace", "/v1", "/v1/traces/x", "/otlp", "/otlp/v1/spans", "/v1/tracesx"])(
    "%s is not found",
    async (path) => {
      const { send, ingest } = await open();
      const answer = await send(path, { headers: json });
      if (path === "/otlp") expect(await answer.text()).toBe("not for OTLP");
      else
        expect(await statusIn(answer)).toMatchObject({
          status: 404,
          code: 5,
          message: expect.stringContaining("/v1/traces"),
        });
      expect(ingest.requests).toEqual([]);
    },
  );

  test.each(["/v1/traces/../logs", "/v1/./logs", "/v1/traces/%2e%2e/logs"])("%s is not found", async (path) => {
    const { port, ingest } = await open();
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n`;
    expect(await raw(port, `${head}Content-Length: 2\r\n\r\n{}`, true)).toMatch(/^HTTP\/1.1 404 /);
    expect(ingest.requests).toEqual([]);
  });

  test.each([
    ["application/x-protobuf; charset=utf-8", 200],
    ["APPLICATION/X-PROTOBUF", 200],
    ["application/json; charset=utf-8", 400],
    ["text/plain", 415],
    ["application/protobuf", 415],
    ["application/grpc", 415],
    ["", 415],
  ])("a protobuf body as %j answers %i", async (type, status) => {
    const { send } = await open();
    expect((await send("/v1/traces", { headers: { "content-type": type } })).status).toBe(status);
  });

  test("a body without a type is never looked into", async () => {
    const { port } = await open();
    const answer = await raw(port, "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    expect(answer).toMatch(/^HTTP\/1.1 415 .*send application\/x-protobuf or application\/json, not no Content-Type/s);
  });

  test("compressed bodies are inflated, chunked ones put together", async () => {
    const { send, ingest } = await open();
    const headers = { ...protobuf, "content-encoding": "GZIP" };
    expect((await send("/v1/traces", { headers, body: gzipSync(bytes) })).status).toBe(200);
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await send("/v1/traces", { body: stream, duplex: "half" } as RequestInit)).status).toBe(200);
    expect(ingest.requests.map(({ body }) => body)).toEqual([bytes, bytes]);
  });

  test.each([
    ["gzip", bytes, 400],
    ["gzip, gzip", gzipSync(gzipSync(bytes)), 415],
    ["lz4", bytes, 415],
  ])("content encoding %j that is not to be inflated", async (encoding, body, status) => {
    const { send, ingest } = await open();
    expect((await send("/v1/traces", { headers: { ...protobuf, "content-encoding": encoding }, body })).status).toBe(
      status,
    );
    expect(ingest.requests).toEqual([]);
  });
});

describe("what is answered", () => {
  test("a partial success in the encoding of the request", async () => {
    const { send, ingest } = await open();
    ingest.answer = () => ({ rejected: 2, message: "two are bad" });
    const inJson = await send("/v1/traces", { headers: json, body: "{}" });
    expect([inJson.status, await inJson.json()]).toEqual([
      200,
      { partialSuccess: { rejectedSpans: "2", errorMessage: "two are bad" } },
    ]);
    const inProtobuf = await send("/v1/traces");
    expect(Buffer.from(await inProtobuf.bytes()).toString("hex")).toBe("0a0f0802120b74776f2061726520626164");
  });

  test.each([
    [new BadRequest("no"), 400, 3, {}],
    [new Unauthenticated("who?"), 401, 16, { "www-authenticate": "Bearer" }],
    [new Forbidden("no"), 403, 7, {}],
    [new Overloaded("later", 7), 503, 14, { "retry-after": "7" }],
    [new Error("secret"), 500, 13, {}],
  ])("%s is answered with a status", async (error, status, code, headers) => {
    const { send, ingest } = await open();
    ingest.answer = () => {
      throw error;
    };
    const answer = await send("/v1/traces", { headers: json, body: "{}" });
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(await statusIn(answer)).toEqual({
      status,
      type: "application/json",
      code,
      message: status === 500 ? "a fault of ours; its log tells more" : error.message,
    });
    const inProtobuf = await send("/v1/traces");
    expect([inProtobuf.status, inProtobuf.headers.get("content-type")]).toEqual([status, "application/x-protobuf"]);
    expect([...(await inProtobuf.bytes()).subarray(0, 2)]).toEqual([8, code]);
  });

  test.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not allowed", async (method) => {
    const { send } = await open();
    const answer = await send("/v1/traces", { method, body: null });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("HEAD and TRACE are not allowed either", async () => {
    const { port } = await open();
    for (const method of ["HEAD", "TRACE"]) {
      const answer = await raw(port, `${method} /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, true);
      expect(answer).toMatch(/^HTTP\/1.1 405 /);
    }
  });

  test("the key decides the project, and is asked for before anything is read", async () => {
    const seen: Credentials[] = [];
    const projectOf = (credentials: Credentials) => {
      seen.push(credentials);
      if (credentials.apiKey === undefined) throw new Unauthenticated("send a key");
      return "mine";
    };
    const { send, ingest } = await open({ projectOf });
    expect((await send("/v1/traces", { headers: { ...json, authorization: "Bearer a" }, body: "[" })).status).toBe(401);
    expect((await send("/v1/traces", { headers: { ...protobuf, "x-api-key": "k" } })).status).toBe(200);
    expect(seen).toEqual([{ authorization: "Bearer a" }, { apiKey: "k" }]);
    expect(ingest.requests.map(({ project }) => project)).toEqual(["mine"]);
  });
});

describe("what is too much", () => {
  const limits = { bodyBytes: bytes.length - 1 };

  test("one byte over the limit, announced, chunked or inflated", async () => {
    const { send, budget, ingest } = await open({ limits });
    const stream = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(bytes);
          controller.close();
        },
      });
    const gzip = { ...protobuf, "content-encoding": "gzip" };
    const answers = [
      await send("/v1/traces"),
      await send("/v1/traces", { body: stream(), duplex: "half" } as RequestInit),
      await (await open({ limits: { bodyBytes: 4096 } })).send("/v1/traces", {
        headers: gzip,
        body: gzipSync(Buffer.alloc(4097)),
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413]);
    expect(ingest.requests).toEqual([]);
    expect(budget.used).toBe(0);
  });

  test("a body that is never finished is answered, not waited for", async () => {
    const { port } = await open({ requestTimeoutMillis: 50 });
    const head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    expect(await raw(port, `${head}Content-Length: 100\r\n\r\n{`, true)).toMatch(/^HTTP\/1.1 503 .*retry-after: 1/s);
    expect(await raw(port, `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`, true)).toMatch(/^HTTP\/1.1 503 /);
  });

  test("a wrong Content-Length breaks its own connection only", async () => {
    const { port, send, ingest } = await open();
    const head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    expect(await raw(port, `${head}Content-Length: 1\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(port, `${head}Content-Length: 5\r\n\r\n{}`)).not.toContain("200 OK");
    expect((await send("/v1/traces")).status).toBe(200);
    expect(ingest.requests).toHaveLength(1);
  });

  test("the connection can be used again after a refusal, and requests may come in a row", async () => {
    const { port } = await open({ limits: { bodyBytes: 2 } });
    const request = (body: string, last: boolean) =>
      `POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${last ? "Connection: close\r\n" : ""}Content-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await raw(port, `${request("{  }", false)}${request("{}", true)}`, true);
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
  });

  test("past the budget the answer is to come again, and the budget is free afterwards", async () => {
    const budget = openBudget(bytes.length * 2);
    const { send, ingest } = await open({ budget });
    const hold = Promise.withResolvers<{ rejected: number; message: null }>();
    ingest.answer = () => hold.promise;
    const held = [send("/v1/traces"), send("/v1/traces")];
    while (ingest.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const refused = await send("/v1/traces");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    hold.resolve({ rejected: 0, message: null });
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await send("/v1/traces")).status).toBe(200);
    expect(budget.used).toBe(0);
  });
});

describe("browsers", () => {
  const preflight = (origin: string) => ({
    method: "OPTIONS",
    body: null,
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-secret" },
  });
  const permissions = (answer: Response) =>
    Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith("access-control-") || name === "vary"));

  test("a listed origin may send, and sees what went wrong", async () => {
    const projectOf = () => {
      throw new Unauthenticated("send a key");
    };
    const { send } = await open({ cors, projectOf });
    const asked = await send("/v1/traces", preflight(pageOrigin));
    expect([asked.status, permissions(asked)]).toEqual([
      204,
      {
        vary: "Origin",
        "access-control-allow-origin": pageOrigin,
        "access-control-expose-headers": "Retry-After",
        "access-control-allow-methods": "POST",
        "access-control-allow-headers":
          "content-type, content-encoding, authorization, x-api-key, traceparent, tracestate, baggage",
        "access-control-max-age": "7200",
      },
    ]);
    const refused = await send("/v1/traces", { headers: { ...json, origin: pageOrigin } });
    expect([refused.status, permissions(refused)]).toEqual([
      401,
      { vary: "Origin", "access-control-allow-origin": pageOrigin, "access-control-expose-headers": "Retry-After" },
    ]);
  });

  test.each(["https://evil.example", "null", "https://app.example.evil.example"])("%s may not", async (origin) => {
    const { send } = await open({ cors: { origins: [pageOrigin, "null"], credentials: true } });
    expect(permissions(await send("/v1/traces", preflight(origin)))).toEqual({ vary: "Origin" });
    expect(permissions(await send("/v1/traces", { headers: { ...json, origin } }))).toEqual({ vary: "Origin" });
  });

  test("with credentials the origin is named, and * stands for nobody", async () => {
    const named = await open({ cors: { origins: [pageOrigin], credentials: true } });
    expect(permissions(await named.send("/v1/traces", preflight(pageOrigin)))).toMatchObject({
      "access-control-allow-origin": pageOrigin,
      "access-control-allow-credentials": "true",
    });
    const all = await open({ cors: { origins: ["*"], credentials: true } });
    expect(permissions(await all.send("/v1/traces", preflight(pageOrigin)))).toEqual({ vary: "Origin" });
    const anyone = await open({ cors: { origins: ["*"], credentials: false } });
    expect(permissions(await anyone.send("/v1/traces", preflight("null")))).toMatchObject({
      "access-control-allow-origin": "*",
    });
  });

  test("nothing is permitted unless it is set", async () => {
    const { send } = await open();
    expect(permissions(await send("/v1/traces", preflight(pageOrigin)))).toEqual({});
    expect(permissions(await send("/v1/traces", { headers: { ...json, origin: pageOrigin } }))).toEqual({});
  });
});
