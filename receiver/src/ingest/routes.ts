import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { MethodNotAllowed, UnsupportedMediaType } from "../errors.ts";
import type { Signal } from "../model/signal.ts";
import { type Encoding, exportAnswer, mediaTypes } from "../otlp/answers.ts";
import { encodeJson } from "../otlp/json.ts";
import type { Budget, Share } from "./budget.ts";
import { type CorsSettings, corsHeaders, preflightHeaders } from "./cors.ts";
import type { ProjectOf } from "./credentials.ts";
import type { Ingest } from "./ingest.ts";
import type { Limits } from "./limits.ts";
import { mediaTypeOf } from "./otlp-errors.ts";
import { signalAt } from "./otlp-paths.ts";
import { readBody, type SentBody } from "./read-body.ts";
import { sourceOf } from "./source.ts";

export interface IngestDoor {
  readonly ingest: Ingest;
  readonly projectOf: ProjectOf;
  readonly limits: Pick<Limits, "bodyBytes">;
  /** Shared by all doors. */
  readonly budget: Budget;
  readonly requestTimeoutMillis: number;
  /** Begins with `/` and does not end with one; empty for none. The paths without it are served too. */
  readonly prefix: string;
  readonly cors: CorsSettings;
}

/** OTLP/HTTP. What is thrown here is answered by `otlpErrorAnswer`. https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export function ingestRoutes(door: IngestDoor): Hono {
  return new Hono().all("*", async (c, next) => {
    const signal = signalAt(c.req.path, door.prefix);
    if (signal === undefined || hasDotSegments(c)) return next();
    if (c.req.method === "POST") return takeExport(c, signal, door);
    if (c.req.method === "OPTIONS" && door.cors.origins.length > 0) return answerPreflight(c, door.cors);
    throw new MethodNotAllowed(`${c.req.path.slice(0, 200)} takes POST, not ${c.req.method}`, "POST");
  });
}

async function takeExport(c: Context, signal: Signal, door: IngestDoor): Promise<Response> {
  const project = door.projectOf({ authorization: c.req.header("authorization"), apiKey: c.req.header("x-api-key") });
  const encoding = encodingOf(c.req.header("content-type"));
  const share = door.budget.open();
  try {
    const sent = await readBody(bodyOf(c), limitsOf(door, share));
    const decoded = encoding === "json" ? encodeJson(signal, sent) : { body: sent, warnings: [] };
    const source = sourceOf(`http/${encoding}`, c.req.header("user-agent"));
    const receipt = await door.ingest.take({ signal, project, source, ...decoded });
    const headers = { ...corsHeaders(door.cors, c.req.header("origin")), "content-type": mediaTypes[encoding] };
    return c.body(exportAnswer(signal, receipt, encoding), 200, headers);
  } finally {
    share.close();
  }
}

function answerPreflight(c: Context, cors: CorsSettings): Response {
  return c.body(null, 204, preflightHeaders(cors, c.req.header("origin")));
}

/** By what is said, never by a look at the bytes. */
function encodingOf(contentType: string | undefined): Encoding {
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === mediaTypes.protobuf) return "protobuf";
  if (mediaType === mediaTypes.json) return "json";
  if (mediaType.startsWith("application/grpc")) {
    throw new UnsupportedMediaType("this port speaks OTLP/HTTP; OTLP/gRPC has a port of its own, 4317 by default");
  }
  const said = mediaType === "" ? "no Content-Type" : `"${mediaType.slice(0, 100)}"`;
  throw new UnsupportedMediaType(`send ${mediaTypes.protobuf} or ${mediaTypes.json}, not ${said}`);
}

function limitsOf({ limits, requestTimeoutMillis }: IngestDoor, share: Share) {
  return { bodyBytes: limits.bodyBytes, share, timeoutMillis: requestTimeoutMillis };
}

/** They are gone from the path by now; whoever stood before us may have read `/v1/traces/../logs` differently. */
function hasDotSegments(c: Context): boolean {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return /\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(incoming?.url?.split("?", 1)[0] ?? "");
}

/** Node's request where there is one: its chunks come without a web stream's detour, and it survives an early answer. */
function bodyOf(c: Context): SentBody {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return {
    chunks: incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body?.values() ?? nothing(),
    contentLength: c.req.header("content-length"),
    contentEncoding: c.req.header("content-encoding"),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
