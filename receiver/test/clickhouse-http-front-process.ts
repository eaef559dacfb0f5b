import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress, gzipSync, zstdCompressSync } from "node:zlib";
import { Session } from "chdb";
import { literal } from "../src/store/parameter-text.ts";

const { FRONT_FOLDER: folder = "", FRONT_USER: user = "", FRONT_PASSWORD: password = "" } = process.env;
const engine = join(folder, "engine");
const bodies = join(folder, "bodies");
await mkdir(engine, { recursive: true });
await mkdir(bodies, { recursive: true });
/** Keeps the engine open between requests. */
const anchor = new Session(engine);
anchor.query("SELECT 1");
let requests = 0;

const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
  answer(request, response).catch((error: Error) => fail(response, error));
});
server.listen(Number(process.env.FRONT_PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : undefined);
});
// Goes when the test that started it goes.
process.stdin.resume().once("close", () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://front");
  if (pathname === "/ping") return void response.end("Ok.\n");
  if (!isUser(request)) throw new Error("Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)");
  const asked = await questionOf(request, searchParams);
  const session = new Session(engine);
  try {
    for (const text of preparations(searchParams, asked.params)) await session.queryAsync(text);
    const format = searchParams.get("default_format") ?? "TabSeparated";
    const result = await session.queryAsync(asked.text, { format });
    send(request, response, Buffer.from(result.bytes()));
  } finally {
    session.close();
    if (asked.file) await rm(asked.file);
  }
}

function isUser({ headers }: IncomingMessage): boolean {
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  if (headers.authorization === basic) return true;
  return headers["x-clickhouse-user"] === user && headers["x-clickhouse-key"] === password;
}

interface Asked {
  readonly text: string;
  readonly params: readonly (readonly [string, string])[];
  readonly file?: string;
}

async function questionOf(request: IncomingMessage, search: URLSearchParams): Promise<Asked> {
  const params = [...search].filter(([name]) => name.startsWith("param_"));
  const query = search.get("query");
  const insert = /^(INSERT INTO [\w.`]+)(?: SETTINGS (.*))? FORMAT RowBinary\s*$/s.exec(query ?? "");
  if (insert) {
    const file = join(bodies, `${requests++}.bin`);
    await pipeline(decoded(request), createWriteStream(file));
    const [, into, settings] = insert;
    const text = `${into} SELECT * FROM file(${literal(file)}, 'RowBinary') SETTINGS ${settings ?? "max_threads = 1"}`;
    return { text, params, file };
  }
  const body = Buffer.concat(await decoded(request).toArray());
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { text: `${query ?? ""}\n${body}`, params };
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const parts = [...form].map(([name, value]) => [name, String(value)] as const);
  const text = query ?? String(form.get("query"));
  return { text, params: [...params, ...parts.filter(([name]) => name.startsWith("param_"))] };
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers["content-encoding"];
  if (encoding === "gzip") return request.pipe(createGunzip());
  return encoding === "zstd" ? request.pipe(createZstdDecompress()) : request;
}

/** What a URL says beside the query itself and the settings that only HTTP knows. */
const notSettings = /^(param_.*|query|query_id|database|default_format|role|session_id|.*http.*|wait_end_of_query)$/;

function preparations(search: URLSearchParams, params: Asked["params"]): readonly string[] {
  const database = search.get("database");
  const settings = [...search].filter(([name]) => !notSettings.test(name));
  return [
    "SET max_query_size = 0",
    ...(database ? [`USE \`${database.replace(/[\\`]/g, "\\$&")}\``] : []),
    ...[...params, ...settings].map(([name, value]) => `SET ${name} = ${literal(value)}`),
  ];
}

function send(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const accepted = request.headers["accept-encoding"] ?? "";
  const encoding = ["zstd", "gzip"].find((name) => accepted.includes(name));
  if (encoding) response.setHeader("content-encoding", encoding);
  response.setHeader("x-clickhouse-summary", "{}");
  response.end(encoding === "zstd" ? zstdCompressSync(body) : encoding === "gzip" ? gzipSync(body) : body);
}

function fail(response: ServerResponse, error: Error): void {
  const code = /Code: (\d+)/.exec(error.message)?.[1] ?? "1002";
  response.statusCode = code === "516" ? 403 : 500;
  response.setHeader("x-clickhouse-exception-code", code);
  response.end(error.message);
}
