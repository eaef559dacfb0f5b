import { Hono } from "hono";
import { type AnswerOtlp, answerError } from "./answer-error.ts";
import type { Access } from "./auth/access.ts";
import { guardHost, guardMetrics, guardQueries } from "./auth/guard.ts";
import { NotFound } from "./errors.ts";
import type { Gate } from "./gate.ts";
import type { Logger } from "./log.ts";
import { securityHeaders } from "./security-headers.ts";
import { serveUi, type UiFiles } from "./ui-files.ts";

export interface AppParts {
  readonly access: Access;
  /** The rooms with routes: the way in, and the way out. */
  readonly rooms: readonly Hono[];
  readonly ui: UiFiles;
  readonly gate: Gate;
  readonly log: Logger;
  /** What went wrong on a path of OTLP, in its own terms. */
  readonly answerOtlp?: AnswerOtlp;
}

/** Paths that tell of stored telemetry. Health, the pages of the UI and its documents tell nothing. */
const guarded = ["/api/projects/:project", "/api/projects/:project/*", "/api/projects", "/mcp"] as const;

/** Joins the rooms behind one address. What is asked of every request is asked here, before any room sees it. */
export function joinApp({ access, rooms, answerOtlp, ui, gate, log }: AppParts): Hono {
  const app = new Hono();
  app.onError(answerError(log, answerOtlp));
  app.use(securityHeaders);
  app.use(gate.enter);
  app.use(guardHost(access));
  app.use("/metrics", guardMetrics(access));
  for (const path of guarded) app.use(path, guardQueries(access));
  for (const room of rooms) app.route("/", room);
  app.use(serveUi(ui));
  app.notFound((c) => {
    throw new NotFound(whereToGo(c.req.method, c.req.path));
  });
  return app;
}

function whereToGo(method: string, path: string): string {
  const asked = `there is no ${method} ${path.slice(0, 200)}`;
  return `${asked}; OTLP goes to /v1/traces, /v1/logs and /v1/metrics, and the query API is told at /docs`;
}
