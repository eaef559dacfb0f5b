import type { Context, MiddlewareHandler } from "hono";
import type { Credentials } from "../ingest/credentials.ts";
import type { Access } from "./access.ts";

/** Stands before every route: in local mode no foreign page gets past it. */
export function guardHost(access: Access): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    access.admit({ host, origin: c.req.header("origin"), path: c.req.path });
    await next();
  };
}

/** Stands before what the process tells of itself, over all projects. */
export function guardMetrics(access: Access): MiddlewareHandler {
  return async (c, next) => {
    access.checkMetrics(credentialsOf(c));
    await next();
  };
}

/** Stands before whatever tells of stored telemetry. Routes with `:project` open to that project's key alone. */
export function guardQueries(access: Access): MiddlewareHandler {
  return async (c, next) => {
    const project = c.req.param("project");
    if (project === undefined) access.projectOf(credentialsOf(c));
    else access.checkProject(credentialsOf(c), project);
    await next();
  };
}

export function credentialsOf(c: Context): Credentials {
  return { authorization: c.req.header("authorization"), apiKey: c.req.header("x-api-key") };
}
