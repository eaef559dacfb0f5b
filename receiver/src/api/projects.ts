import { createRoute, z } from "@hono/zod-openapi";
import type { ApiOptions } from "./project.ts";
import { openApiApp } from "./route.ts";
import { pageOf } from "./schemas.ts";

const projectSchema = z.object({ id: z.string(), slug: z.string(), name: z.string() }).openapi("Project");

const list = createRoute({
  method: "get",
  path: "/api/projects",
  summary: "The projects you may see",
  responses: {
    200: { description: "Projects", content: { "application/json": { schema: pageOf(projectSchema) } } },
  },
});

export function projectRoutes({ questions, projectsOf }: ApiOptions) {
  return openApiApp().openapi(list, async (c) => {
    const open = projectsOf(c);
    const names = open === "all" ? new Set(["default", ...(await questions.listProjects())]) : new Set(open);
    return c.json({ items: [...names].map((name) => ({ id: name, slug: name, name })), nextCursor: null }, 200);
  });
}
