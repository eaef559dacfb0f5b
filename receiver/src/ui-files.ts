import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";
import { codingFor } from "./coding-for.ts";
import { NotFound } from "./errors.ts";

type Bytes = Uint8Array<ArrayBuffer>;

interface UiFile {
  readonly bytes: Bytes;
  /** Made smaller, by how; the smallest first. */
  readonly smaller: ReadonlyMap<string, Bytes>;
  readonly type: string;
  readonly tag: string;
  /** The build puts a hash in the names under `assets`, so that they never change. */
  readonly forever: boolean;
}

/** The built UI by path, read once: no request ever reaches the file system. */
export type UiFiles = ReadonlyMap<string, UiFile>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** Empty when the UI is not built. */
export function readUiFiles(folder: string): UiFiles {
  const files = new Map(
    filesUnder(folder).map((path) => [`/${relative(folder, path).split(sep).join("/")}`, readFileSync(path)]),
  );
  const names = [...files.keys()].filter((name) => !name.endsWith(brotli));
  return new Map(names.map((name) => [name, uiFile(name, files.get(name) as Bytes, files.get(`${name}${brotli}`))]));
}

/** What the build writes beside a file that can be made smaller. */
const brotli = ".br";

function filesUnder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function uiFile(name: string, bytes: Bytes, brotlied: Bytes | undefined): UiFile {
  const type = types[extname(name)] ?? "application/octet-stream";
  const worthIt = bytes.length > 1024 && /^text|json|svg|wasm/.test(type);
  return {
    bytes,
    smaller: new Map([
      ...(brotlied ? [["br", brotlied] as const] : []),
      ...(worthIt ? [["gzip", gzipSync(bytes)] as const] : []),
    ]),
    type,
    tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    forever: name.startsWith("/assets/"),
  };
}

/** Files by their path. Any other path is a page of the UI, which finds its way by the URL, unless it names a file. */
export function serveUi(files: UiFiles): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const file = files.get(c.req.path) ?? (isPage(c.req.path) ? files.get("/index.html") : undefined);
    if (file !== undefined) return answerWith(c, file);
    if (files.size > 0 || !isPage(c.req.path)) return next();
    throw new NotFound("the web UI is not built; run npm run build and start again");
  };
}

/** What stands under `/p` is never a file, even where a session's id ends in something like `.js`. */
function isPage(path: string): boolean {
  return path.startsWith("/p/") || (extname(path) === "" && !/^\/(api|v1)(\/|$)/.test(path));
}

function answerWith(c: Context, file: UiFile): Response {
  c.header("etag", file.tag);
  c.header("cache-control", file.forever ? "public, max-age=31536000, immutable" : "no-cache");
  if (c.req.header("if-none-match") === file.tag) return c.body(null, 304);
  c.header("content-type", file.type);
  if (file.smaller.size === 0) return c.body(file.bytes);
  c.header("vary", "Accept-Encoding");
  const coding = codingFor(c.req.header("accept-encoding") ?? "", [...file.smaller.keys()]);
  if (coding !== undefined) c.header("content-encoding", coding);
  return c.body((coding && file.smaller.get(coding)) || file.bytes);
}
