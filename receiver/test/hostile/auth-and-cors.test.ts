import { Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonSpan, jsonTraces, span, traceId, traces } from "../sent-spans.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

const page = "https://app.example";
let at: WholeReceiver;
beforeAll(async () => {
  const environment = { CORS_ORIGINS: page, CORS_CREDENTIALS: "true" };
  at = await wholeReceiver({ environment, limits: { bodyBytes: 4096 } });
});
afterAll(() => at.cleanup());

const body = JSON.stringify(jsonTraces(jsonSpan()));
const post = (headers: Record<string, string>, path = "/v1/traces", given = body) =>
  fetch(`http://127.0.0.1:${at.port}${path}`, { method: "POST", headers, body: given });
const typed = { "content-type": "application/json" };

test.each([
  ["nothing", {}, 401, 16],
  ["a wrong scheme", { authorization: "Digest key-1" }, 401, 16],
  ["an unknown key", { authorization: "Bearer nobody" }, 401, 16],
  ["an encoded space", { authorization: "Bearer%20key-1" }, 401, 16],
  ["two headers", { authorization: "Bearer key-1, Bearer key-2" }, 400, 3],
  ["keys of two projects", { authorization: "Bearer key-1", "x-api-key": "key-2" }, 400, 3],
])("row 68: %s opens nothing", async (_, headers, status, code) => {
  const answer = await post({ ...typed, ...headers });
  expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  if (status === 401) expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  expect((await at.tenant().call("traces", traces(span()), metadata)).status).toBe(status);
});

test("row 68: a key opens its own project, by Bearer, Basic or x-api-key, and no other", async () => {
  const tenant = at.tenant();
  const { key, project } = tenant.options;
  const basic = `Basic ${Buffer.from(`pk:${key}`).toString("base64")}`;
  const ways: Record<string, string>[] = [
    { authorization: `Bearer ${key}` },
    { authorization: basic },
    { "x-api-key": key },
  ];
  for (const headers of ways) {
    expect((await post({ ...typed, ...headers })).status).toBe(200);
  }
  expect(await tenant.spans(traceId)).toHaveLength(1);
  const other = at.tenant();
  const url = `http://127.0.0.1:${at.port}/api/projects/${project}/traces/${traceId}`;
  expect((await fetch(url, { headers: { "x-api-key": other.options.key } })).status).toBe(404);
  expect((await fetch(url)).status).toBe(401);
  expect(await other.spans(traceId)).toEqual([]);
});

test("row 68: a header of 1 MiB and one with line breaks are refused by the server itself", async () => {
  const { connect } = await import("node:net");
  const raw = async (header: string) => {
    const socket = connect(at.port, "127.0.0.1").on("error", () => {});
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.write(
      `POST /v1/traces HTTP/1.1\r\nHost: x\r\nAuthorization: ${header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("close", resolve));
    return Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 0);
  };
  expect([431, 0]).toContain(await raw(`Bearer ${"a".repeat(1024 * 1024)}`));
  expect(await raw("Bearer a\u0000b")).toBe(400);
  expect(await raw("Bearer a\rX-Injected: 1")).toBe(400);
  expect(await raw("Bearer key-1\r\nAuthorization: Bearer key-2")).not.toBe(200);
});

const permissions = (answer: Response) =>
  Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith("access-control-")));

const ask = (origin: string, path = "/v1/traces") =>
  fetch(`http://127.0.0.1:${at.port}${path}`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-secret" },
  });

test.each(["https://evil.example", "null", "https://app.example.evil.example", "http://app.example"])(
  "row 69: a page of %s gets no permission",
  async (origin) => {
    expect(permissions(await ask(origin))).toEqual({});
    const key = at.tenant().options.key;
    expect(permissions(await post({ ...typed, origin, "x-api-key": key }))).toEqual({});
  },
);

test("row 69: a listed page is let in by name, without what it asked for beyond that", async () => {
  const answer = await ask(page);
  expect(answer.status).toBe(204);
  expect(permissions(answer)).toMatchObject({
    "access-control-allow-origin": page,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": expect.not.stringContaining("x-secret"),
  });
  const tenant = at.tenant();
  const headers = { ...typed, origin: page, "x-api-key": tenant.options.key };
  expect(permissions(await post(headers))).toMatchObject({ "access-control-allow-origin": page });
  const refused = await post(headers, "/v1/traces", " ".repeat(5000));
  expect([refused.status, permissions(refused)]).toMatchObject([
    413,
    { "access-control-expose-headers": "Retry-After" },
  ]);
});

test("row 69: credentials and any origin together stop the start", async () => {
  const { readConfig } = await import("../../src/config.ts");
  expect(() => readConfig({ CORS_ORIGINS: "*", CORS_CREDENTIALS: "true" })).toThrow("CORS_CREDENTIALS");
});
