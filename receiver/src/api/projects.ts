import { createRoute, z } from "@hono/zod-openapi";
import { refuseUnknown } from "./parameters.ts";
import type { ApiOptions } from "./project.ts";
import { openApiApp, problem } from "./route.ts";
import { pageOf } from "./schemas.ts";

const projectSchema = z.object({ id: z.string(), slug: z.string(), name: z.string() }).openapi("Project");

const list = createRoute({
  method: "get",
  path: "/api/projects",
  summary: "The projects you may see",
  responses: {
    200: { description: "Projects", content: { "application/json": { schema: pageOf(projectSchema) } } },
    400: problem("A parameter is wrong; the message names it"),
  },
});

export function projectRoutes({ questions, projectsOf }: ApiOptions) {
  return openApiApp().openapi(list, async (c) => {
    refuseUnknown(c.req.queries(), {});
    const open = projectsOf(c);
    const names = open === "all" ? new Set(["default", ...(await questions.listProjects())]) : new Set(open);
    return c.json({ items: [...names].map((name) => ({ id: name, slug: name, name })), nextCursor: null }, 200);
  });
}
