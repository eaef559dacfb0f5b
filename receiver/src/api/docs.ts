import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Hono } from "hono";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spanwise API</title>
</head>
<body>
<noscript>The description of the API is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script id="api-reference" data-url="/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false}'></script>
<script src="/docs/reference.js"></script>
</body>
</html>
`;

/** The reference writes its styles into the page; its script is ours to serve, and reaches nobody else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The API for people to read, at /docs. */
export function docsRoutes(): Hono {
  let script: Promise<Buffer> | undefined;
  return new Hono()
    .get("/docs", (c) => c.html(page, 200, { "content-security-policy": policy }))
    .get("/docs/reference.js", async (c) => {
      script ??= readScript();
      const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=3600" };
      return c.body(new Uint8Array(await script), 200, { ...headers, "content-encoding": "gzip" });
    });
}

/** Four megabytes as they are, one compressed. */
async function readScript(): Promise<Buffer> {
  const entry = createRequire(import.meta.url).resolve("@scalar/api-reference");
  return promisify(gzip)(await readFile(join(dirname(entry), "browser", "standalone.js")));
}
