import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Breath } from "../breath.ts";
import { NotFound } from "../errors.ts";
import type { TraceVersion } from "../model/skeleton.ts";
import { readSkeleton, readSpanIds } from "../skeleton/read-skeleton.ts";
import { formatVersion, mediaType } from "../skeleton/wire.ts";
import { type WithIds, writeSkeleton } from "../skeleton/write-skeleton.ts";
import { encoded } from "./encoded.ts";
import { openTurns } from "./in-turns.ts";
import { refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { inTrace, openApiApp, problem } from "./route.ts";
import { skeletonJson, spanIdsJson } from "./skeleton-json.ts";
import { skeletonSchema, spanIdsSchema } from "./skeleton-schema.ts";

const skeletonQuery = {
  format: z.enum(["binary", "json"]).default("binary"),
  ids: z.enum(["0", "1", "only"]).default("1").openapi({
    description:
      "Whether the ids of the spans come too (1), not (0), or nothing else: eight bytes a span that nothing makes smaller",
  }),
};

const skeleton = createRoute({
  method: "get",
  path: "/api/projects/{project}/traces/{traceId}/skeleton",
  summary: "The whole tree of a trace in columns, without what was said",
  request: { params: inTrace, query: z.object(skeletonQuery) },
  responses: {
    200: {
      description: "One row a span, from the top: parents before children, siblings by start",
      content: {
        [mediaType]: { schema: z.string().openapi({ format: "binary" }) },
        "application/json": { schema: z.union([skeletonSchema, spanIdsSchema]) },
      },
    },
    304: { description: "It is as it was when that etag was told" },
    400: problem("A parameter is wrong; the message names it"),
    404: problem("It is not there, or not open to you"),
  },
});

const withIds: Readonly<Record<"0" | "1" | "only", WithIds>> = { 0: "without", 1: "with", only: "only" };

/** More spans than this wait for each other. */
const manySpans = 50_000;

export function skeletonRoutes({ questions, projectIn, skeletonSpans: most = 1_000_000 }: Room) {
  const inTurn = openTurns(8);

  async function write(project: string, traceId: string, version: TraceVersion, ids: WithIds) {
    const { tellings, ...told } = version;
    const rows = await questions.readSkeleton({ project, traceId, most, tellings });
    if (rows === null) throw noTrace();
    const { spans, entries, isCut: truncated } = rows;
    return new Breath().through(writeSkeleton({ ...told, traceId, truncated, spans, entries }, ids));
  }

  return openApiApp().openapi(skeleton, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), skeletonQuery);
    const { traceId } = c.req.valid("param");
    const { format, ids } = c.req.valid("query");
    const version = await questions.readTraceVersion(project, traceId);
    if (version === undefined) throw noTrace();
    const etag = `W/"${version.version}.${formatVersion}.${most}.${format}.${ids}"`;
    const headers = { etag, "cache-control": "private, no-cache" };
    if (isKnown(c, etag)) return c.body(null, 304, { ...headers, vary: "accept-encoding" });
    const work = () => write(project, traceId, version, withIds[ids]);
    const pieces = await (version.tellings > manySpans ? inTurn(work) : work());
    if (format === "binary") return encoded(c, pieces, { ...headers, "content-type": mediaType });
    return encoded(c, asJson(Buffer.concat(pieces), ids), { ...headers, "content-type": "application/json" });
  });
}

const noTrace = () => new NotFound("there is no trace of that id in this project");

function asJson(bytes: Uint8Array, ids: "0" | "1" | "only"): Iterable<string> {
  if (ids !== "only") return skeletonJson(readSkeleton(bytes));
  const { version, ids: apart } = readSpanIds(bytes);
  return spanIdsJson(version, apart);
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match */
function isKnown(c: Context, etag: string): boolean {
  const known = c.req.header("if-none-match")?.split(",") ?? [];
  return known.some((one) => one.trim() === etag || one.trim() === "*");
}
