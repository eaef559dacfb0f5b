import { createRoute, z } from "@hono/zod-openapi";
import { liveEvents } from "../live/listener.ts";
import { decodePosition, type Position } from "../live/position.ts";
import { liveSchema } from "./live-schema.ts";
import { filterShape, oneOrMore, readFilters, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { inProject, openApiApp, problem } from "./route.ts";

const event = z.enum(liveEvents);

const liveQuery = {
  ...filterShape,
  events: oneOrMore(event)
    .transform((given) => (Array.isArray(given) ? given : [given]))
    .default([...liveEvents])
    .openapi({ type: "array", items: { type: "string", enum: event.options }, description: "All, when none is named" }),
  lastEventId: z
    .string()
    .max(1000)
    .optional()
    .openapi({ description: "As the header Last-Event-ID, for who cannot set it" }),
};

const live = createRoute({
  method: "get",
  path: "/api/projects/{project}/live",
  summary: "What happens, while it happens: spans that start and end, traces and sessions that change, sums that move",
  request: { params: inProject, query: z.object(liveQuery) },
  responses: {
    200: {
      description: "Server-sent events, until one of the two sides ends it",
      content: { "text/event-stream": { schema: liveSchema } },
    },
    400: problem("A parameter is wrong; the message names it"),
    404: problem("It is not there, or not open to you"),
    503: problem("Too many listen; try again after Retry-After"),
  },
});

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // Nginx would hold events back until its buffer is full.
  "x-accel-buffering": "no",
};

export function liveRoutes({ projectIn, nowNanos, live: listenings }: Room) {
  return openApiApp().openapi(live, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), liveQuery);
    const { events, lastEventId, ...given } = c.req.valid("query");
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    // What runs since yesterday is live too.
    const range = { from: given.from ?? 0n, to: filters.range.to };
    const asked = {
      filters: { ...filters, range },
      events: new Set(events),
      position: positionOf(c.req.header("last-event-id") ?? lastEventId),
    };
    return new Response(listenings.listen(project, asked), { headers });
  });
}

function positionOf(told: string | undefined): Position | "unknown" | undefined {
  return told === undefined || told === "" ? undefined : (decodePosition(told) ?? "unknown");
}
