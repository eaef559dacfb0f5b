import { Hono } from "hono";
import { expect, test } from "vitest";
import { RequestError } from "../errors.ts";
import { hashOfKey } from "../settings/api-keys.ts";
import { type Access, openAccess } from "./access.ts";
import { guardHost, guardQueries } from "./guard.ts";

function appOf(access: Access) {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof RequestError) return c.text(error.message, error.status);
    throw error;
  });
  app.use(guardHost(access));
  app.use("/api/projects/:project/*", guardQueries(access));
  app.get("/api/projects/:project/traces", (c) => c.text(`traces of ${c.req.param("project")}`));
  app.post("/v1/traces", (c) =>
    c.text(access.projectOf({ authorization: c.req.header("authorization"), apiKey: c.req.header("x-api-key") })),
  );
  app.get("/*", (c) => c.text("page"));
  return app;
}

const local = appOf(openAccess({ mode: "local", keys: [], origins: ["https://app.example"] }));
const keys = [
  { hash: hashOfKey("key-a"), project: "acme" },
  { hash: hashOfKey("key-a2"), project: "acme" },
  { hash: hashOfKey("key-b"), project: "beta" },
];
const server = appOf(openAccess({ mode: "server", keys, origins: [] }));

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;

test.for(["localhost", "LOCALHOST:4318", "127.0.0.1:4318", "127.255.0.9", "[::1]:80"])(
  "local mode serves Host %s on every route",
  async (host) => {
    for (const path of ["/", "/api/projects/default/traces", "/health"]) {
      expect((await local.request(path, { headers: { host } })).status).toBe(200);
    }
    expect(await (await local.request("/v1/traces", { method: "POST", headers: { host } })).text()).toBe("default");
  },
);

test.for([
  "evil.example",
  "evil.example:4318",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "evil.example#localhost",
  "localhost@evil.example",
  "foo.localhost",
  "localhost, evil.example",
  "127.0.0.256",
  "127.1",
  "0.0.0.0:4318",
  "[::]:4318",
  "10.0.0.1",
  "localhost:4318:1",
  "",
])("local mode refuses Host %s on every route", async (host) => {
  for (const path of ["/", "/api/projects/default/traces", "/health"]) {
    expect((await local.request(path, { headers: { host } })).status).toBe(403);
  }
  expect((await local.request("/v1/traces", { method: "POST", headers: { host } })).status).toBe(403);
});

test.for([
  "http://evil.example",
  "https://localhost.evil.example",
  "http://127.0.0.1.evil.example:4318",
  "null",
  "file://",
  "chrome-extension://localhost",
  "http://localhost:3000, http://evil.example",
  "http://localhost@evil.example",
  "",
])("local mode refuses Origin %s on every route", async (origin) => {
  const headers = { host: "localhost:4318", origin };
  expect((await local.request("/api/projects/default/traces", { headers })).status).toBe(403);
  expect((await local.request("/v1/traces", { method: "POST", headers })).status).toBe(403);
  expect((await local.request("/v1/traces", { method: "OPTIONS", headers })).status).toBe(403);
});

test("a page of this machine may ask; an invited origin may send and nothing else", async () => {
  const from = (origin: string) => ({ host: "localhost:4318", origin });
  const post = { method: "POST", headers: from("https://app.example") };
  expect((await local.request("/api/projects/default/traces", { headers: from("http://localhost:5173") })).status).toBe(
    200,
  );
  expect((await local.request("/v1/traces", post)).status).toBe(200);
  expect((await local.request("/mcp", post)).status).toBe(403);
  expect((await local.request("/api/projects/default/traces", { headers: from("https://app.example") })).status).toBe(
    403,
  );
});

test("a refusal says what to do", async () => {
  const refused = await local.request("/", { headers: { host: "evil.example" } });
  expect(await refused.text()).toBe(
    'this Spanwise serves this machine only and the request names the Host "evil.example"; use localhost, or set API_KEYS to open it',
  );
});

test.for([
  [{ authorization: "Bearer key-a" }, "acme"],
  [{ authorization: "bearer   key-a2" }, "acme"],
  [{ authorization: basic("any:key-a") }, "acme"],
  [{ authorization: basic("key-b:") }, "beta"],
  [{ authorization: basic("key-b") }, "beta"],
  [{ "x-api-key": "key-b" }, "beta"],
  [{ "x-api-key": "key-a", authorization: "Bearer key-a2" }, "acme"],
  [{ "x-api-key": "key-a", authorization: "Bearer of-the-proxy" }, "acme"],
] as const)("%o opens %s", async ([headers, project]) => {
  const answer = await server.request("/v1/traces", { method: "POST", headers });
  expect([answer.status, await answer.text()]).toEqual([200, project]);
});

test.for([
  [{}, 401],
  [{ authorization: "" }, 401],
  [{ authorization: "Bearer" }, 401],
  [{ authorization: "Bearer " }, 401],
  [{ authorization: "Bearer nope" }, 401],
  [{ authorization: "Bearer KEY-A" }, 401],
  [{ authorization: "Digest key-a" }, 401],
  [{ authorization: "key-a" }, 401],
  [{ authorization: "Bearer key-a extra" }, 401],
  [{ authorization: "Bearer%20key-a" }, 401],
  [{ authorization: "Basic !!!" }, 401],
  [{ authorization: `Bearer ${hashOfKey("key-a").toString("hex")}` }, 401],
  [{ authorization: `Bearer ${"x".repeat(1024 * 1024)}` }, 401],
  [{ "x-api-key": "" }, 401],
  [{ "x-api-key": "key-a, key-b" }, 401],
  [{ authorization: "Bearer key-a, Bearer key-b" }, 400],
  [{ authorization: "Bearer key-a", "x-api-key": "key-b" }, 400],
  [{ authorization: basic("key-a:key-b") }, 400],
] as const)("%o is refused with %i", async ([headers, status]) => {
  expect((await server.request("/v1/traces", { method: "POST", headers })).status).toBe(status);
  expect((await server.request("/api/projects/acme/traces", { headers })).status).toBe(status);
});

test("two Authorization headers are refused in both modes", async () => {
  const headers = new Headers([
    ["authorization", "Bearer key-a"],
    ["authorization", "Bearer key-a"],
  ]);
  expect((await server.request("/v1/traces", { method: "POST", headers })).status).toBe(400);
  expect((await local.request("/v1/traces", { method: "POST", headers })).status).toBe(400);
});

test("a key opens its project only, and tells nothing of the others", async () => {
  const ask = async (project: string) => {
    const answer = await server.request(`/api/projects/${project}/traces`, { headers: { "x-api-key": "key-a" } });
    return [answer.status, await answer.text()];
  };
  const nothing = [404, "this key opens no project of that name"];
  expect(await ask("acme")).toEqual([200, "traces of acme"]);
  expect(await ask("%61cme")).toEqual([200, "traces of acme"]);
  for (const other of ["beta", "no-such", "ACME", "acme%2f..%2fbeta", "acme%00", "%20acme"]) {
    expect(await ask(other)).toEqual(nothing);
  }
});

test("the page itself and the health of the process need no key", async () => {
  expect((await server.request("/", { headers: { host: "spanwise.example" } })).status).toBe(200);
  expect((await server.request("/health", { headers: { origin: "http://evil.example" } })).status).toBe(200);
});
