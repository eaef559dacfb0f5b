import { createRoute, z } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import type { Kept } from "../control/settings.ts";
import { BadRequest, NotFound, TooLarge } from "../errors.ts";
import { refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, openApiApp } from "./route.ts";
import { errorSchema } from "./schemas.ts";

/** What this room asks of the settings of projects, whatever their names. */
export interface SettingsOfProjects {
  readonly names: readonly string[];
  has(name: string): boolean;
  kept(project: string, name: string): Kept<unknown> | undefined;
  /** `known` is when it was set last as far as the caller knows, in Unix milliseconds; null is never. */
  write(project: string, name: string, given: unknown, known?: number | null): Promise<void>;
}

const mostBytes = 256 * 1024;

const settingSchema = z
  .object({
    name: z.string(),
    value: z.unknown().openapi({ description: "null when it was never set" }),
    updatedAt: z.string().nullable().openapi({ description: "Unix nanoseconds" }),
  })
  .openapi("ProjectSetting");

const query = z.object({
  ifUpdatedAt: z
    .string()
    .regex(/^(never|\d{1,19})$/, 'give "updatedAt" as it was read, or "never"')
    .optional()
    .openapi({
      description: 'Writes only what was set last at that time: `updatedAt` as it was read, "never" for null',
    }),
});

const path = "/api/projects/{project}/settings/{name}";
const params = z.object({
  project: z.string().openapi({ param: { name: "project", in: "path" }, example: "default" }),
  name: z.string().openapi({ param: { name: "name", in: "path" }, example: "redaction" }),
});

const read = get({ path, summary: "What the project has set", params, query: z.object({}), answer: settingSchema });

const problem = (description: string) => ({ description, content: { "application/json": { schema: errorSchema } } });

const write = createRoute({
  method: "put",
  path,
  summary: "Sets it; in force for what arrives from then on",
  request: { params, query },
  requestBody: { required: true, content: { "application/json": { schema: {} } } },
  responses: {
    200: { description: "As it is now", content: { "application/json": { schema: settingSchema } } },
    400: problem("The value is wrong; the message names each thing that is"),
    404: problem("It is not there, or not open to you"),
    409: problem("It was set by another since; nothing was written"),
    413: problem(`The value is over ${mostBytes} bytes`),
  },
});

export function settingRoutes({ settings, projectIn }: Room) {
  const answer = (project: string, name: string) => {
    const kept = settings.kept(project, name);
    const updatedAt = kept === undefined ? null : String(BigInt(kept.updated) * 1_000_000n);
    return { name, value: kept?.value ?? null, updatedAt };
  };
  const known = (name: string) => {
    if (settings.has(name)) return name;
    throw new NotFound(`there is no setting of that name; there are ${settings.names.join(", ")}`);
  };
  const app = openApiApp();
  app.use("/api/projects/:project/settings/:name", bodyLimit({ maxSize: mostBytes, onError: tooLarge }));
  return app
    .openapi(read, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), {});
      return c.json(answer(project, known(c.req.valid("param").name)), 200);
    })
    .openapi(write, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), query.shape);
      const name = known(c.req.valid("param").name);
      const { ifUpdatedAt } = c.req.valid("query");
      await settings.write(project, name, jsonIn(await c.req.text()), updatedIn(ifUpdatedAt));
      return c.json(answer(project, name), 200);
    });
}

const updatedIn = (told: string | undefined) =>
  told === undefined ? undefined : told === "never" ? null : Number(BigInt(told) / 1_000_000n);

/** Whatever the media type says: a value is JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest("the body is not JSON");
  }
}

function tooLarge(): never {
  throw new TooLarge(`a setting may take ${mostBytes} bytes`);
}
