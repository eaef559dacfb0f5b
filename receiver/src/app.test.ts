import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { joinApp } from "./app.ts";
import { openAccess } from "./auth/access.ts";
import { openGate } from "./gate.ts";
import { noCors } from "./ingest/cors.ts";
import { otlpErrorAnswer } from "./ingest/otlp-errors.ts";
import { openLog } from "./log.ts";
import { type ApiKey, hashOfKey } from "./settings/api-keys.ts";
import { readUiFiles } from "./ui-files.ts";

const answerOtlp = otlpErrorAnswer({ prefix: "", cors: noCors });
const silent = openLog({ level: "silent", format: "json", file: undefined });
const script = "console.log('spanwise');\n".repeat(100);

function builtUi() {
  const folder = mkdtempSync(join(tmpdir(), "spanwise-ui-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Spanwise</title>");
  writeFileSync(join(folder, "assets", "index-abc123.js"), script);
  writeFileSync(join(folder, "icon.svg"), "<svg/>");
  return readUiFiles(folder);
}

function room() {
  const later = Promise.withResolvers<void>();
  const app = new Hono()
    .get("/api/projects/:project/traces", (c) => c.json({ items: [], nextCursor: null }))
    .get("/slow", async (c) => {
      await later.promise;
      return c.text("done");
    })
    .get("/bug", () => {
      throw new Error("the password is hunter2");
    })
    .get("/health/live", (c) => c.text("ok"));
  return { app, finish: later.resolve };
}

const none: readonly ApiKey[] = [];

function openApp({ ui = builtUi(), keys = none, metricsKeys = none } = {}) {
  const { app, finish } = room();
  const gate = openGate();
  const access = openAccess({ mode: keys.length > 0 ? "server" : "local", keys, metricsKeys, origins: [] });
  return { app: joinApp({ access, rooms: [app], answerOtlp, ui, gate, log: silent }), gate, finish };
}

const errorOf = async (answer: Response) => [answer.status, ((await answer.json()) as { error: unknown }).error];

test("serves the UI: files by their path, pages by the index", async () => {
  const { app } = openApp();
  const index = await app.request("/");
  expect([index.status, index.headers.get("content-type"), index.headers.get("cache-control")]).toEqual([
    200,
    "text/html; charset=utf-8",
    "no-cache",
  ]);
  const html = await index.text();
  const pages = ["/p/default/traces/abc?tab=spans", "/p/default/sessions/run-1.2", "/whatever"];
  const told = await Promise.all(pages.map(async (path) => (await app.request(path)).text()));
  expect(told).toEqual(pages.map(() => html));
  const asset = await app.request("/assets/index-abc123.js", { headers: { "accept-encoding": "br, gzip" } });
  expect([asset.headers.get("content-type"), asset.headers.get("content-encoding")]).toEqual([
    "text/javascript; charset=utf-8",
    "gzip",
  ]);
  expect(gunzipSync(await asset.bytes()).toString()).toBe(script);
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(await (await app.request("/assets/index-abc123.js")).text()).toBe(script);
  const again = { headers: { "if-none-match": index.headers.get("etag") ?? "" } };
  expect((await app.request("/", again)).status).toBe(304);
});

test.for([
  "/assets/missing.js",
  "/../package.json",
  "/%2e%2e/package.json",
  "/assets/..%2f..%2fpackage.json",
  "/api",
  "/api/nothing",
  "/v1/trace",
])("%s is not found", async (path) => {
  const { app } = openApp();
  expect((await app.request(path)).status).toBe(404);
});

test("an unknown path tells where to go, in the terms of whoever asks there", async () => {
  const { app } = openApp();
  const where = "OTLP goes to /v1/traces, /v1/logs and /v1/metrics, and the query API is told at /docs";
  const otlp = await app.request("/v1/trace", { method: "POST" });
  expect([otlp.status, await otlp.json()]).toEqual([404, { code: 5, message: `there is no POST /v1/trace; ${where}` }]);
  expect(await errorOf(await app.request("/api/nothing"))).toEqual([
    404,
    { code: "not_found", message: `there is no GET /api/nothing; ${where}` },
  ]);
});

test("says so when the UI is not built", async () => {
  const { app } = openApp({ ui: readUiFiles("/nonexistent") });
  expect(await errorOf(await app.request("/"))).toEqual([
    404,
    { code: "not_found", message: "the web UI is not built; run npm run build and start again" },
  ]);
});

test("every answer carries the headers that keep a stranger's text from acting", async () => {
  const { app } = openApp();
  const answers = ["/", "/api/projects/default/traces", "/nothing.js", "/bug"].map((path) => app.request(path));
  for (const { headers } of await Promise.all(answers)) {
    expect({
      policy: headers.get("content-security-policy")?.includes("unsafe"),
      frames: headers.get("content-security-policy")?.includes("frame-ancestors 'none'"),
      sniff: headers.get("x-content-type-options"),
      opener: headers.get("cross-origin-opener-policy"),
    }).toEqual({ policy: false, frames: true, sniff: "nosniff", opener: "same-origin" });
  }
});

test("a bug is told without detail", async () => {
  const { app } = openApp();
  expect(await errorOf(await app.request("/bug"))).toEqual([
    500,
    { code: "internal", message: "a fault of ours; the log tells more" },
  ]);
});

test("foreign pages are refused on every route", async () => {
  const { app } = openApp();
  for (const path of ["/", "/assets/index-abc123.js", "/api/projects/default/traces", "/health/live", "/nothing"]) {
    expect((await app.request(path, { headers: { host: "evil.example" } })).status).toBe(403);
  }
});

test("with keys, the page is open and what it shows is not", async () => {
  const { app } = openApp({ keys: [{ hash: hashOfKey("k"), project: "acme" }] });
  const refused = await app.request("/api/projects/acme/traces");
  expect((await app.request("/")).status).toBe(200);
  expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  const headers = { "x-api-key": "k" };
  expect((await app.request("/api/projects/acme/traces", { headers })).status).toBe(200);
  expect((await app.request("/api/projects/beta/traces", { headers })).status).toBe(404);
});

test("what the process tells of all projects is open to no project's key, only to its own", async () => {
  const keys = [{ hash: hashOfKey("k"), project: "acme" }];
  const closed = openApp({ keys }).app;
  expect((await closed.request("/metrics", { headers: { "x-api-key": "k" } })).status).toBe(403);
  const { app } = openApp({ keys, metricsKeys: [{ hash: hashOfKey("m"), project: "metrics" }] });
  expect((await app.request("/metrics", { headers: { "x-api-key": "k" } })).status).toBe(401);
  expect((await app.request("/metrics", { headers: { authorization: "Bearer m" } })).status).not.toBe(401);
  expect((await app.request("/api/projects/acme/traces", { headers: { "x-api-key": "m" } })).status).toBe(401);
});

test("once stopping, new requests are asked back, what is inside is finished, and the process counts as alive", async () => {
  const { app, gate, finish } = openApp();
  const inside = app.request("/slow");
  await new Promise(setImmediate);
  gate.close();
  const refused = await app.request("/slow");
  expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("connection")]).toEqual([
    503,
    "1",
    "close",
  ]);
  expect((await app.request("/health/live")).status).toBe(200);
  const empty = gate.empty(5000);
  finish();
  await empty;
  expect(await (await inside).text()).toBe("done");
});

test("waits for stragglers only so long", async () => {
  const { app, gate } = openApp();
  void app.request("/slow");
  await new Promise(setImmediate);
  gate.close();
  await gate.empty(20);
  expect(gate.closed).toBe(true);
});
