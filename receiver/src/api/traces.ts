import { z } from "@hono/zod-openapi";
import { NotFound } from "../errors.ts";
import {
  pageShape,
  readFilters,
  readPage,
  refuseUnknown,
  summaryFilterShape,
  traceSort,
  withoutAbsent,
} from "./parameters.ts";
import { asTold, withPreviews, withPreviewsAmong } from "./previews.ts";
import type { Room } from "./project.ts";
import { get, inProject, inSpan, inTrace, openApiApp } from "./route.ts";
import { explanationSchema, logSchema, pageOf, pointSchema, spanSchema, traceSchema } from "./schemas.ts";
import { withContent, withoutContent } from "./with-content.ts";

const listQuery = { ...summaryFilterShape, sort: traceSort, ...pageShape() };
const traceQuery = {
  content: z.enum(["full", "none"]).default("full"),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  cursor: z.string().max(10_000).optional(),
};
const logQuery = {
  ...summaryFilterShape,
  span: z
    .string()
    .regex(/^[0-9a-f]{16}$/, "give 16 hex digits")
    .optional(),
  ...pageShape(100),
};
const pointQuery = pageShape(100);

const list = get({
  path: "/api/projects/{project}/traces",
  summary: "Traces that begin in the range; of the last day when none is given",
  params: inProject,
  query: z.object(listQuery),
  answer: pageOf(traceSchema),
});

const one = get({
  path: "/api/projects/{project}/traces/{traceId}",
  summary: "A trace and its spans by start, a page at a time",
  params: inTrace,
  query: z.object(traceQuery),
  answer: z.object({ trace: traceSchema, spans: z.array(spanSchema).readonly(), nextCursor: z.string().nullable() }),
});

const logs = get({
  path: "/api/projects/{project}/traces/{traceId}/logs",
  summary: "The log records of a trace, or of one span of it",
  params: inTrace,
  query: z.object(logQuery),
  answer: pageOf(logSchema),
});

const points = get({
  path: "/api/projects/{project}/traces/{traceId}/metrics",
  summary: "The metric points that name a trace in an exemplar, and those its services told while it ran",
  params: inTrace,
  query: z.object(pointQuery),
  answer: pageOf(pointSchema),
});

const spanQuery = {
  explain: z
    .enum(["0", "1"])
    .optional()
    .openapi({ description: "1 adds where each fact came from: the attribute, the reader and the rule" }),
};

const span = get({
  path: "/api/projects/{project}/spans/{traceId}/{spanId}",
  summary: "One span, whole",
  params: inSpan,
  query: z.object(spanQuery),
  answer: spanSchema.extend({ explain: explanationSchema.optional() }),
});

export function traceRoutes({ questions, history, projectIn, nowNanos }: Room) {
  return openApiApp()
    .openapi(list, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), listQuery);
      const { sort, order, limit, cursor, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      const page = await questions.findTraces(filters, readPage({ sort, order, limit, cursor }));
      return c.json({ ...page, items: await withPreviews(questions, project, page.items) }, 200);
    })
    .openapi(one, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), traceQuery);
      const query = withoutAbsent(c.req.valid("query"));
      const { traceId } = c.req.valid("param");
      const answer = await questions.readTrace({ project, traceId, ...query });
      if (answer === null) throw noTrace();
      const { spans, logs, nextCursor } = answer;
      if (query.content === "none")
        return c.json({ trace: asTold(answer.trace), spans: withoutContent(spans), nextCursor }, 200);
      const isWhole = query.cursor === undefined && nextCursor === null;
      const [trace = asTold(answer.trace)] = isWhole
        ? [withPreviewsAmong(answer.trace, spans)]
        : await withPreviews(questions, project, [answer.trace]);
      return c.json({ trace, spans: withContent(spans, logs), nextCursor }, 200);
    })
    .openapi(logs, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), logQuery);
      const { span: spanId, order, limit, cursor, ...given } = c.req.valid("query");
      const { traceId } = c.req.valid("param");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      const asked = { ...filters, traceId, ...(spanId !== undefined && { spanId }) };
      const answer = await questions.findTraceLogs(asked, readPage({ order, limit, cursor }));
      if (answer === null) throw noTrace();
      return c.json(answer, 200);
    })
    .openapi(points, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), pointQuery);
      const { traceId } = c.req.valid("param");
      const answer = await questions.findTracePoints(project, traceId, readPage(c.req.valid("query")));
      if (answer === null) throw noTrace();
      return c.json(answer, 200);
    })
    .openapi(span, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), spanQuery);
      const asked = { ...c.req.valid("param"), project };
      const answer = await questions.readSpan(asked);
      if (answer === null) throw new NotFound("there is no span of that id in this trace and project");
      const [whole = answer.span] = withContent([answer.span], answer.logs);
      const explain = c.req.valid("query").explain === "1" ? await history.explain(asked) : null;
      return c.json(explain === null ? whole : { ...whole, explain }, 200);
    });
}

const noTrace = () => new NotFound("there is no trace of that id in this project");
