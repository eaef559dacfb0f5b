import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { mappingRulesSchema } from "../dialects/mapping-rule-schema.ts";
import type { Explanation } from "../history/explain.ts";
import type { Reprice, RepriceQuery } from "../history/reprice.ts";
import type { Reread, RereadQuery } from "../history/reread.ts";
import type { Call, Priced } from "../model/cost.ts";
import type { SpanQuery } from "../store/queries/read-span.ts";
import { filterShape, readFilters, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { inProject, openApiApp } from "./route.ts";
import { errorSchema } from "./schemas.ts";

/** What this room asks of history. */
export interface History {
  /** By the prices known now; undefined without a price. */
  price(call: Call): Priced | undefined;
  /** Null for a span that is not there. */
  explain(query: SpanQuery): Promise<Explanation | null>;
  reread(query: RereadQuery): Promise<Reread>;
  reprice(query: RepriceQuery): Promise<Reprice>;
}

const text = z.string().nullable();
const page = {
  from: filterShape.from,
  to: filterShape.to,
  limit: z.number().int().min(1).max(5000).default(1000),
  cursor: z.string().max(10_000).optional().openapi({ description: "nextCursor of the page before" }),
};
const apply = z
  .boolean()
  .default(false)
  .openapi({ description: "Whether the outcome is stored; otherwise it is only shown" });

const rereadSchema = z
  .object({
    read: z.number(),
    changed: z.number(),
    byFact: z.record(z.string(), z.number()).readonly(),
    examples: z
      .array(
        z.object({
          traceId: z.string(),
          spanId: z.string(),
          name: z.string(),
          changes: z
            .record(z.string(), z.tuple([z.unknown(), z.unknown()]).readonly())
            .readonly()
            .openapi({ description: "Each fact before and after" }),
        }),
      )
      .readonly(),
    nextCursor: text,
  })
  .openapi("Reread");

const repriced = {
  calls: z.number(),
  changed: z.number(),
  before: z.string(),
  after: z.string(),
  unknownBefore: z.number(),
  unknownAfter: z.number(),
};
const repriceSchema = z
  .object({
    ...repriced,
    models: z.array(z.object({ provider: text, model: text, ...repriced })).readonly(),
    nextCursor: text,
  })
  .openapi("Reprice");

const problem = (description: string) => ({ description, content: { "application/json": { schema: errorSchema } } });

function post<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  body: Body,
  answer: Answer,
) {
  return createRoute({
    method: "post",
    path,
    summary,
    request: { params: inProject, body: { required: true, content: { "application/json": { schema: body } } } },
    responses: {
      200: { description: summary, content: { "application/json": { schema: answer } } },
      400: problem("Something asked for is wrong; the message names it"),
      404: problem("It is not there, or not open to you"),
    },
  });
}

const reread = post(
  "/api/projects/{project}/reread",
  "Reads a page of stored spans again by the readers and rules of today, and tells what changes",
  z.strictObject({ ...page, apply }),
  rereadSchema,
);

const tryRules = post(
  "/api/projects/{project}/mapping-rules/try",
  "Tells what mapping rules would change in a page of stored spans, before they are saved",
  z.strictObject({ ...page, rules: mappingRulesSchema }),
  rereadSchema,
);

const reprice = post(
  "/api/projects/{project}/reprice",
  "Computes the costs of a page of calls again by the prices of today, each as of its day, and tells the difference",
  z.strictObject({ ...page, apply }),
  repriceSchema,
);

export function historyRoutes({ history, projectIn, nowNanos }: Room) {
  const asked = async <Given extends { from?: bigint | undefined; to?: bigint | undefined }>(
    c: Context,
    given: Given,
  ) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), {});
    const { from, to, ...others } = given;
    return { project, ...others, range: readFilters(project, { from, to }, {}, nowNanos()).range };
  };
  return openApiApp()
    .openapi(reread, async (c) => {
      const query = await asked(c, c.req.valid("json"));
      return c.json(await history.reread(query), 200);
    })
    .openapi(tryRules, async (c) => {
      const query = await asked(c, c.req.valid("json"));
      return c.json(await history.reread({ ...query, apply: false }), 200);
    })
    .openapi(reprice, async (c) => {
      const query = await asked(c, c.req.valid("json"));
      return c.json(await history.reprice(query), 200);
    });
}
