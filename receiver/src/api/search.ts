import { z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import type { LogRecord } from "../model/log.ts";
import type { Span } from "../model/span.ts";
import { mostWords, type WordAsked, wordsAsked } from "../model/words-asked.ts";
import { findMatches } from "../searching/find-matches.ts";
import { filterShape, many, pageShape, readFilters, readPage, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { searchSchema } from "./search-schema.ts";
import { withContent } from "./with-content.ts";

const { order: _, ...paging } = pageShape(20, 100);
const traceId = z.string().regex(/^[0-9a-f]{32}$/, "give 32 hex digits");
const query = { ...filterShape, trace: many(traceId, "ids of traces"), ...paging };

const search = get({
  path: "/api/projects/{project}/search",
  summary:
    'Where q stands: the spans that hold all its words, and each "phrase in quotes" as it stands, the newest first, with ' +
    "the place of each match; of the last day when no time is given",
  params: inProject,
  query: z.object(query),
  answer: searchSchema,
});

export function searchRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(search, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { limit, cursor, trace, ...given } = c.req.valid("query");
    const asked = wordsOf(given.q ?? []);
    const now = nowNanos();
    const filters = { ...readFilters(project, given, c.req.queries(), now), ...(trace && { traces: trace }) };
    const found = await questions.searchSpans(filters, readPage({ limit, cursor }), now);
    const logs = Map.groupBy(await questions.findSpanLogs(project, found.items), nameOf);
    const items = found.items.flatMap((span) => told(span, logs.get(nameOf(span)) ?? [], asked));
    return c.json({ ...found, from: String(found.from), items }, 200);
  });
}

/** Each text asked for is one way to answer; all its words are meant. */
function wordsOf(texts: readonly string[]): readonly (readonly WordAsked[])[] {
  const ways = texts.map((text) => wordsAsked(text)).filter((words) => words.length > 0);
  if (ways.length === 0) throw new BadRequest("q: say what to search for");
  const longest = texts.find((text) => text.split(/\s+/).length > mostWords && wordsAsked(text).length >= mostWords);
  if (longest !== undefined) throw new BadRequest(`q: at most ${mostWords} words, or a "phrase in quotes"`);
  return ways;
}

/** A span in which nothing is found by its texts told none of it: bytes of two texts only met. */
function told(span: Span, logs: readonly LogRecord[], asked: readonly (readonly WordAsked[])[]) {
  const whole = withContent([span], logs)[0] ?? span;
  const found = asked.map((words) => findMatches(whole, logs, words)).find((one) => one !== undefined);
  if (found === undefined) return [];
  const { traceId, spanId, sessionId, name, kind, startTime } = whole;
  return [{ traceId, spanId, sessionId, name, kind, startTime, ...found }];
}

const nameOf = ({ traceId, spanId }: Pick<LogRecord, "traceId" | "spanId">) => `${traceId} ${spanId}`;
