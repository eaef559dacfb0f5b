import { z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import { filterShape, readFilters, refuseUnknown } from "./parameters.ts";
import { openingsOf } from "./previews.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { nanos } from "./schemas.ts";

const subjects = ["sessions", "traces"] as const;
const mostIds = 100;
const oneId = z.string().max(1000);

const query = {
  of: z.enum(subjects).default("sessions").openapi({ description: "What the ids are of" }),
  id: z
    .union([oneId, z.array(oneId)])
    .transform((given) => [given].flat())
    .optional()
    .openapi({
      type: "array",
      items: { type: "string" },
      description: `ids of sessions or traces, at most ${mostIds}`,
    }),
  from: filterShape.from,
  to: filterShape.to,
};

const numbers = (description: string) => z.array(z.number()).readonly().openapi({ description });
const places = (what: string) => numbers(`The place in texts of ${what} of most of its steps`);

const ticksSchema = z
  .object({
    start: numbers("Nanoseconds after startTime"),
    duration: z
      .array(z.number().nullable())
      .readonly()
      .openapi({ description: "Nanoseconds until the last of its steps ended; null while one runs" }),
    kind: places("the kind"),
    name: places("what was called: the tool, model, agent or workflow; of plain spans their name"),
    agent: places("the agent"),
    count: numbers("How many steps it stands for"),
    failed: numbers("How many of them failed"),
  })
  .openapi("StripTicks", { description: "One entry a tick in each column, by start" });

const stripsSchema = z
  .object({
    of: z.enum(subjects),
    items: z
      .array(
        z.object({
          id: z.string(),
          title: z.string().nullable().openapi({ description: "What the user of a session asked first" }),
          startTime: nanos,
          stepCount: z.number().openapi({ description: "More than there are ticks where neighbours share one" }),
          ticks: ticksSchema,
        }),
      )
      .readonly()
      .openapi({ description: "In the order asked for; what has no steps is left out" }),
    texts: z.array(z.string()).readonly().openapi({ description: "What the ticks refer to; the first is empty" }),
  })
  .openapi("Strips");

const strips = get({
  path: "/api/projects/{project}/strips",
  summary: "The steps of some sessions or traces in order of time, small enough to be drawn in a list",
  params: inProject,
  query: z.object(query),
  answer: stripsSchema,
});

export function stripRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(strips, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { of, id = [], ...given } = c.req.valid("query");
    if (id.length > mostIds) throw new BadRequest(`id: give at most ${mostIds}`);
    const ids = of === "traces" ? id.map(readTraceId) : id;
    const { range } = readFilters(project, given, {}, nowNanos());
    const { strips, firstTraces } = await questions.readStrips({ project, of, ids, range });
    const titles = await openingsOf(questions, project, firstTraces);
    const items = strips.items.map((strip) => ({ ...strip, title: titles.get(strip.id) ?? null }));
    return c.json({ ...strips, items }, 200);
  });
}

function readTraceId(told: string): string {
  const id = told.toLowerCase();
  if (/^[0-9a-f]{32}$/.test(id)) return id;
  throw new BadRequest("id: give 32 hex digits for each trace");
}
