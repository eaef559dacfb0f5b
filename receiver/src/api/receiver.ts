import { z } from "@hono/zod-openapi";
import { refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";

const days = z.number().openapi({ description: "Days" });
const bytes = z.number().openapi({ description: "Bytes" });

const receiverSchema = z
  .object({
    version: z.string(),
    asksForKeys: z.boolean(),
    grpcPort: z.number().nullable().openapi({ description: "null when it takes whichever is free" }),
    otlpPrefix: z.string().openapi({ description: "Beside the root, the path that OTLP/HTTP is taken under too" }),
    retentionDays: z.object({ traces: days, logs: days, metrics: days }),
    contentCapture: z.enum(["on", "metadata", "off"]),
    estimateTokens: z.boolean(),
    limits: z.object({
      bodyBytes: bytes,
      attributesPerRecord: z.number(),
      eventsPerSpan: z.number(),
      linksPerSpan: z.number(),
      nesting: z.number(),
      keyBytes: bytes,
      nameBytes: bytes,
      valueBytes: bytes,
    }),
  })
  .openapi("Receiver");

/** What holds for a project by the settings of the receiver itself. */
export type ReceiverFor = z.output<typeof receiverSchema>;

const read = get({
  path: "/api/projects/{project}/receiver",
  summary: "How the receiver is set, as far as it is about the project; the project's own settings go before",
  params: inProject,
  query: z.object({}),
  answer: receiverSchema,
});

export function receiverRoutes({ receiverFor, projectIn }: Room) {
  return openApiApp().openapi(read, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), {});
    return c.json(receiverFor(project), 200);
  });
}
