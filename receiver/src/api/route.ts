import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { BadRequest, problemsIn } from "../errors.ts";
import { errorSchema } from "./schemas.ts";

/** An app whose routes refuse a wrong parameter by its name. */
export function openApiApp(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      const said = `${issue?.path.join(".") || "the request"}: ${issue?.message ?? "is not understood"}`;
      throw new BadRequest(said, { problems: result.target === "json" ? problemsIn(result.error.issues) : [] });
    },
  });
}

export const problem = (description: string) => ({
  description,
  content: { "application/json": { schema: errorSchema } },
});

interface Told<Path extends string, Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> {
  readonly path: Path;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly answer: Answer;
}

export function get<
  Path extends string,
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Answer extends z.ZodType,
>(told: Told<Path, Params, Query, Answer>) {
  return createRoute({
    method: "get",
    path: told.path,
    summary: told.summary,
    request: { params: told.params, query: told.query },
    responses: {
      200: { description: told.summary, content: { "application/json": { schema: told.answer } } },
      400: problem("A parameter is wrong; the message names it"),
      404: problem("It is not there, or not open to you"),
    },
  });
}

const inPath = (name: string, pattern: RegExp, message: string) =>
  z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.string().regex(pattern, message))
    .openapi({ type: "string", param: { name, in: "path" } });

const project = z.string().openapi({ param: { name: "project", in: "path" }, example: "default" });
const traceId = inPath("traceId", /^[0-9a-f]{32}$/, "give 32 hex digits");
const spanId = inPath("spanId", /^[0-9a-f]{16}$/, "give 16 hex digits");

export const inProject = z.object({ project });
export const inTrace = z.object({ project, traceId });
export const inSpan = z.object({ project, traceId, spanId });
export const inSession = z.object({
  project,
  sessionId: z.string().openapi({ param: { name: "sessionId", in: "path" } }),
});
export const inMetric = z.object({ project, name: z.string().openapi({ param: { name: "name", in: "path" } }) });
