import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonSpan, jsonTraces, traceId } from "../sent-spans.ts";
import type { Tenant } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver({ environment: { REQUEST_TIMEOUT: "1" }, limits: { bodyBytes: 4096 } });
});
afterAll(() => at.cleanup());

const body = JSON.stringify(jsonTraces(jsonSpan()));

const head = (tenant: Tenant, more: readonly string[], line = "POST /v1/traces HTTP/1.1") =>
  [line, "Host: localhost", `x-api-key: ${tenant.options.key}`, "Content-Type: application/json", ...more, "", ""].join(
    "\r\n",
  );

/** What comes back when exactly this is written, until the other side closes. */
async function raw(text: string, ends = false): Promise<string> {
  const socket = connect(at.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  socket.write(text);
  if (ends) socket.end();
  await once(socket, "close");
  return answer;
}

const statusesIn = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

test("row 51: a length that lies costs its own connection only", async () => {
  const tenant = at.tenant();
  const short = await raw(head(tenant, ["Content-Length: 5"]) + body);
  expect(statusesIn(short)[0]).toBe(400);
  const long = await raw(head(tenant, [`Content-Length: ${body.length + 50}`]) + body);
  expect([503, 408, 400]).toContain(statusesIn(long)[0]);
  expect(statusesIn(await raw(head(tenant, [`Content-Length: ${body.length + 50}`]) + body, true))).not.toContain(200);
  expect(statusesIn(await raw(head(tenant, ["Content-Length: -1"]) + body))).toEqual([400]);
  expect(statusesIn(await raw(head(tenant, ["Content-Length: 2", "Transfer-Encoding: chunked"]) + body))).toEqual([
    400,
  ]);
  expect(await tenant.spans(traceId)).toEqual([]);
});

test("row 51: chunks without an end are stopped at the limit", async () => {
  const tenant = at.tenant();
  const socket = connect(at.port, "127.0.0.1");
  socket.on("error", () => {});
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(head(tenant, ["Transfer-Encoding: chunked"]));
  const chunk = `400\r\n${" ".repeat(1024)}\r\n`;
  const begun = Date.now();
  while (!socket.destroyed && answer === "" && Date.now() - begun < 20_000) {
    socket.write(chunk);
    await sleep(5);
  }
  expect(statusesIn(answer)).toEqual([413]);
  socket.destroy();
});

test("row 52: a body that trickles is ended by the timeout, and asked for again", async () => {
  const tenant = at.tenant();
  const begun = Date.now();
  const answer = await raw(`${head(tenant, ["Content-Length: 1000"])}{`);
  expect(answer).toMatch(/^HTTP\/1.1 503 /);
  expect(answer.toLowerCase()).toContain("retry-after: 1");
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test("row 52: headers that trickle are ended by the timeout", async () => {
  const begun = Date.now();
  expect(statusesIn(await raw("POST /v1/traces HTTP/1.1\r\nHost: lo"))).toEqual([408]);
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test("row 52: idle connections keep nobody out", async () => {
  const sockets: Socket[] = [];
  for (let count = 0; count < 2000; count += 1) sockets.push(connect(at.port, "127.0.0.1").on("error", () => {}));
  await sleep(200);
  const tenant = at.tenant();
  expect(await tenant.json("traces", body)).toMatchObject({ status: 200 });
  for (const socket of sockets) socket.destroy();
});

test("row 53: Expect: 100-continue is answered", async () => {
  const tenant = at.tenant();
  const expecting = head(tenant, ["Expect: 100-continue", "Connection: close", `Content-Length: ${body.length}`]);
  expect(statusesIn(await raw(expecting + body))).toEqual([100, 200]);
  expect(await tenant.spans(traceId)).toHaveLength(1);
});

test("row 53: HTTP/1.0 is answered and closed", async () => {
  const tenant = at.tenant();
  const old = head(tenant, [`Content-Length: ${body.length}`], "POST /v1/traces HTTP/1.0");
  expect(statusesIn(await raw(old + body))).toEqual([200]);
});

test("row 53: requests in a row on one connection are each answered, after a refusal too", async () => {
  const tenant = at.tenant();
  const one = (text: string, more: readonly string[] = []) =>
    head(tenant, [...more, `Content-Length: ${text.length}`]) + text;
  const row = one(body) + one(body) + one(body.padEnd(5000)) + one(body, ["Connection: close"]);
  expect(statusesIn(await raw(row))).toEqual([200, 200, 413, 200]);
  expect(await tenant.spans(traceId)).toHaveLength(1);
});

test.each(["GET", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "TRACE"])(
  "row 54: %s is not for these paths",
  async (method) => {
    const tenant = at.tenant();
    const answer = await raw(head(tenant, ["Connection: close"], `${method} /v1/logs HTTP/1.1`));
    expect(statusesIn(answer)).toEqual([405]);
    expect(answer.toLowerCase()).toContain("\r\nallow: post\r\n");
    if (method !== "HEAD") expect(answer).toMatch(/\{"code":12,"message":"[^"]*POST/);
  },
);

test.each([
  ["/v1/traces/", 200],
  ["//v1/traces", 200],
  ["/v1/traces?x=1", 200],
  ["/V1/Traces", 404],
  ["/v1/trace", 404],
  ["/v1/traces/../logs", 404],
  ["/v1/traces/%2e%2e/logs", 404],
  ["/v1/profiles", 404],
  ["/v1development/profiles", 404],
  ["/", 404],
])("row 55: the path %s answers %i", async (path, status) => {
  const tenant = at.tenant();
  const sent = head(tenant, ["Connection: close", `Content-Length: ${body.length}`], `POST ${path} HTTP/1.1`) + body;
  const answer = await raw(sent);
  expect(statusesIn(answer)).toEqual([status]);
  if (status === 404) expect(answer).toContain("/v1/traces");
  expect(await tenant.spans(traceId)).toHaveLength(status === 200 ? 1 : 0);
});
