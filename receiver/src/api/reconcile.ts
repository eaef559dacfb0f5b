import { z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import { filterShape, readFilters, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { tokensSchema } from "./schemas.ts";

const { from, to, service } = filterShape;
const query = { from, to, service };

const money = z.string().nullable().openapi({ description: "US dollars" });
const told = { tokens: tokensSchema, cost: money };
const sides = {
  metrics: z
    .object({ ...told, from: z.array(z.string()).readonly(), rule: z.string().nullable() })
    .nullable()
    .openapi({ description: "What metrics tell, by which of them, and what made their tokens mean what they do here" }),
  spans: z
    .object({ calls: z.number(), ...told })
    .nullable()
    .openapi({ description: "What the calls that count add up to" }),
  difference: z.object(told).openapi({ description: "What metrics tell more than spans" }),
};
const name = z.string().nullable();
const reconciliationSchema = z
  .object({
    items: z.array(z.object({ service: name, model: name, ...sides })).readonly(),
    total: z.object(sides).openapi({ description: "Of the services that tell metrics at all" }),
  })
  .openapi("Reconciliation");

const reconcile = get({
  path: "/api/projects/{project}/reconcile",
  summary: "Tokens and cost as GenAI clients' metrics tell them, beside what their calls add up to; of the last day",
  params: inProject,
  query: z.object(query),
  answer: reconciliationSchema,
});

export function reconcileRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(reconcile, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    refuseAttributes(Object.keys(c.req.queries()));
    const filters = readFilters(project, c.req.valid("query"), {}, nowNanos());
    return c.json(await questions.reconcileUsage(filters), 200);
  });
}

function refuseAttributes(names: readonly string[]): void {
  if (!names.some((name) => name.startsWith("attr."))) return;
  throw new BadRequest("metrics and spans have different attributes; narrow both by service");
}
