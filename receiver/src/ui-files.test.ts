import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { readUiFiles, serveUi } from "./ui-files.ts";

const script = `export const told = "${"again and ".repeat(400)}";`;

function openUi() {
  const folder = mkdtempSync(join(tmpdir(), "spanwise-ui-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "assets", "index-1.js"), script);
  writeFileSync(join(folder, "assets", "index-1.js.br"), brotliCompressSync(script));
  const app = new Hono().use(serveUi(readUiFiles(folder)));
  return (path: string, accepted: string) => app.request(path, { headers: { "accept-encoding": accepted } });
}

test.for([
  ["gzip, deflate, br, zstd", "br", (bytes: Uint8Array) => brotliDecompressSync(bytes)],
  ["gzip, br;q=0", "gzip", (bytes: Uint8Array) => gunzipSync(bytes)],
  ["gzip;q=0.5, identity", "gzip", (bytes: Uint8Array) => gunzipSync(bytes)],
  ["identity", null, (bytes: Uint8Array) => Buffer.from(bytes)],
] as const)("whoever takes %s is sent %s", async ([accepted, coding, read]) => {
  const answer = await openUi()("/assets/index-1.js", accepted);
  expect(answer.headers.get("content-encoding")).toBe(coding);
  expect([answer.headers.get("content-type"), answer.headers.get("vary")]).toEqual([
    "text/javascript; charset=utf-8",
    "Accept-Encoding",
  ]);
  expect(read(await answer.bytes()).toString()).toBe(script);
});

test("what the build made smaller is no file of its own", async () => {
  expect((await openUi()("/assets/index-1.js.br", "br")).status).toBe(404);
});
