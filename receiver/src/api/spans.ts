import { z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import type { Span } from "../model/span.ts";
import { filterShape, pageShape, readFilters, readPage, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { pageOf, spanSchema } from "./schemas.ts";
import { withContent, withoutContent } from "./with-content.ts";

/** Of spans with all that was said. */
const mostWhole = 200;

const query = {
  ...filterShape,
  sort: z.string().max(100).optional().openapi({
    description: "start, duration, tokens, cost; by tokens and cost only the spans that tell them are listed",
  }),
  content: z.enum(["full", "none"]).default("none"),
  ...pageShape(),
};

const list = get({
  path: "/api/projects/{project}/spans",
  summary: "Spans that begin in the range, the newest first, without what was said; of the last day when none is given",
  params: inProject,
  query: z.object(query),
  answer: pageOf(spanSchema),
});

export function spanRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(list, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { sort, order, limit, cursor, content, ...given } = c.req.valid("query");
    if (content === "full" && limit > mostWhole) throw new BadRequest(`limit: with content=full at most ${mostWhole}`);
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    const page = await questions.findSpans(filters, readPage({ sort, order, limit, cursor }), content);
    const items = content === "none" ? withoutContent(page.items) : await wholeSpans(questions, project, page.items);
    return c.json({ ...page, items }, 200);
  });
}

/** Each in its place, with what log records say of it. */
async function wholeSpans(questions: Room["questions"], project: string, spans: readonly Span[]) {
  const logs = Map.groupBy(await questions.findSpanLogs(project, spans), ({ traceId }) => traceId);
  const whole = new Map<Span, Span>();
  for (const [traceId, some] of Map.groupBy(spans, (span) => span.traceId)) {
    const told = withContent(some, logs.get(traceId) ?? []);
    for (const [at, span] of some.entries()) whole.set(span, told[at] ?? span);
  }
  return spans.map((span) => whole.get(span) ?? span);
}
