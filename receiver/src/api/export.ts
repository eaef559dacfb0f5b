import { createRoute, z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import type { Column } from "../exporting/column.ts";
import { csvLines } from "../exporting/csv.ts";
import { jsonLines } from "../exporting/json-lines.ts";
import { logColumns } from "../exporting/log-columns.ts";
import { logLines, spanLines } from "../exporting/otlp-requests.ts";
import { parquetPieces } from "../exporting/parquet.ts";
import { spanColumns } from "../exporting/span-columns.ts";
import { sessionColumns, traceColumns } from "../exporting/summary-columns.ts";
import type { Span } from "../model/span.ts";
import type { Trace } from "../model/trace.ts";
import type { Filters } from "../store/queries/filters.ts";
import type { Questions } from "../store/questions.ts";
import { download } from "./download.ts";
import { readFilters, refuseErrorCount, refuseUnknown, summaryFilterShape } from "./parameters.ts";
import { withPreviews } from "./previews.ts";
import type { Room } from "./project.ts";
import { inProject, openApiApp, problem } from "./route.ts";
import { openSlots } from "./slots.ts";
import { withContent } from "./with-content.ts";

const formats = ["jsonl", "csv", "parquet", "otlp"] as const;
const kinds = ["spans", "traces", "sessions", "logs"] as const;
type Format = (typeof formats)[number];
type What = (typeof kinds)[number];

const exportQuery = {
  ...summaryFilterShape,
  format: z
    .enum(formats)
    .openapi({ description: "otlp is of spans or logs; it comes back in through spanwise import" }),
  what: z.enum(kinds).default("spans"),
};

const lines = "application/x-ndjson";
const types = {
  jsonl: lines,
  csv: "text/csv; charset=utf-8; header=present",
  parquet: "application/vnd.apache.parquet",
  otlp: lines,
} as const satisfies Record<Format, string>;
const endings = { jsonl: "jsonl", csv: "csv", parquet: "parquet", otlp: "otlp.jsonl" } as const;

const text = { schema: z.string() };
const route = createRoute({
  method: "get",
  path: "/api/projects/{project}/export",
  summary: "All spans, traces, sessions or log records of the range that answer to the filters, as a file",
  request: { params: inProject, query: z.object(exportQuery) },
  responses: {
    200: {
      description: "Streamed; an export that could not be finished ends with a broken connection",
      content: {
        [lines]: text,
        "text/csv": text,
        [types.parquet]: { schema: z.string().openapi({ format: "binary" }) },
      },
    },
    400: problem("A parameter is wrong; the message names it"),
    404: problem("It is not there, or not open to you"),
    429: problem("As many exports of the project are under way as may be; try again after Retry-After"),
  },
});

export function exportRoutes({ questions, projectIn, nowNanos, exports = {} }: Room) {
  const { atOnce = 2, onBroken = () => undefined } = exports;
  const enter = openSlots(atOnce);
  return openApiApp().openapi(route, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), exportQuery);
    const { format, what, ...given } = c.req.valid("query");
    if (what === "spans" || what === "logs") refuseErrorCount(given.minErrors);
    else if (format === "otlp") throw new BadRequest("otlp holds spans or logs: ask for what=spans or what=logs");
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    const headers = {
      "content-type": types[format],
      "content-disposition": `attachment; filename="${fileName(project, what, format, nowNanos())}"`,
      "cache-control": "no-store",
    };
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    const pieces = piecesOf(questions, filters, what, format);
    return download(c, { pieces, headers, isPlain: format !== "parquet", done: enter(project), onBroken });
  });
}

/** Whatever a project is called, it is told in letters that every system takes. */
function fileName(project: string, what: What, format: Format, now: bigint): string {
  const name = project.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 60);
  const day = new Date(Number(now / 1_000_000n)).toISOString().slice(0, 19).replace(/[-:]/g, "");
  return `spanwise-${name}-${what}-${day}Z.${endings[format]}`;
}

function piecesOf(
  questions: Questions,
  filters: Filters,
  what: What,
  format: Format,
): AsyncIterable<string | Uint8Array> {
  if (what === "logs") {
    if (format === "otlp") return logLines(questions.eachStoredLog(filters));
    return written(format, logColumns, questions.eachLog(filters));
  }
  if (what === "traces") return written(format, traceColumns, tracesOf(questions, filters));
  if (what === "sessions") return written(format, sessionColumns, questions.eachSession(filters));
  if (format === "otlp") return spanLines(questions.eachStoredSpan(filters));
  return written(format, spanColumns, spansOf(questions, filters));
}

function written<Item>(format: Format, columns: readonly Column<Item>[], items: AsyncIterable<readonly Item[]>) {
  if (format === "csv") return csvLines(columns, items);
  return format === "parquet" ? parquetPieces(columns, items) : jsonLines(items);
}

async function* spansOf(questions: Questions, filters: Filters): AsyncGenerator<readonly Span[]> {
  for await (const { spans, logs } of questions.eachSpan(filters)) yield withContent(spans, logs);
}

async function* tracesOf(questions: Questions, filters: Filters): AsyncGenerator<readonly Trace[]> {
  for await (const traces of questions.eachTrace(filters)) yield withPreviews(questions, filters.project, traces);
}
