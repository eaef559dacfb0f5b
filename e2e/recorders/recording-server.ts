import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { Signal } from "../../receiver/src/model/signal.ts";
import { decodeWithOracle } from "../../receiver/src/otlp/oracle.ts";

export type Request = Record<string, unknown>;

export interface RecordingServer {
  readonly url: string;
  readonly requests: Readonly<Record<Signal, readonly Request[]>>;
  stop(): Promise<void>;
}

/** Takes OTLP over HTTP on any path that ends in a signal's name, as JSON or protobuf, and keeps it. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: Record<Signal, Request[]> = { traces: [], logs: [], metrics: [] };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://loopback");
    const signal = signalOf(pathname);
    void bodyOf(request).then((body) => {
      if (signal !== null && body.length > 0) requests[signal].push(decoded(signal, request, body));
      else process.stderr.write(`not kept: ${request.method} ${request.url}\n`);
      // What is no OTLP here asks a vendor for leave to send.
      response.setHeader("content-type", "application/json").end(JSON.stringify({ token: "fake", project_id: "fake" }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** LangSmith posts to the endpoint itself. */
function signalOf(path: string): Signal | null {
  if (path === "/" || path.endsWith("/traces")) return "traces";
  if (path.endsWith("/logs")) return "logs";
  return path.endsWith("/metrics") ? "metrics" : null;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

function decoded(signal: Signal, request: IncomingMessage, body: Buffer): Request {
  if (request.headers["content-type"]?.includes("json")) return JSON.parse(body.toString()) as Request;
  return withHexIds(decodeWithOracle(signal, body)) as Request;
}

const ids = new Set(["traceId", "spanId", "parentSpanId"]);

/** The decoder gives bytes in base64; OTLP/JSON has ids in hex. */
function withHexIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withHexIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ids.has(key) ? Buffer.from(inner as string, "base64").toString("hex") : withHexIds(inner),
    ]),
  );
}
