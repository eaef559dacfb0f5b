import { Hono } from "hono";
import { answerError } from "../answer-error.ts";
import { healthRoutes } from "../api/health.ts";
import type { History } from "../api/history.ts";
import { apiRoutes } from "../api/routes.ts";
import type { SettingsOfProjects } from "../api/settings.ts";
import type { Access } from "../auth/access.ts";
import { credentialsOf } from "../auth/guard.ts";
import type { Config } from "../config.ts";
import type { Budget } from "../ingest/budget.ts";
import type { OpenIngest } from "../ingest/open.ts";
import { ingestRoutes } from "../ingest/routes.ts";
import type { Live } from "../live/live.ts";
import type { Logger } from "../log.ts";
import { mcpRoutes } from "../mcp/routes.ts";
import type { Metrics } from "../metrics.ts";
import { questionsTo } from "../store/questions.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "./engine.ts";
import { findingsOf } from "./examining.ts";
import { receiverBySettings } from "./receiver-for.ts";

export interface RoomParts {
  readonly config: Config;
  readonly access: Access;
  readonly store: Store;
  readonly tables: Tables;
  readonly ingest: OpenIngest;
  readonly metrics: Metrics;
  readonly settings: SettingsOfProjects;
  readonly history: History;
  readonly live: Live;
  /** Shared by all doors. */
  readonly budget: Budget;
  readonly log: Logger;
}

/** The rooms with routes, each handed what it needs. */
export function openRooms({
  config,
  access,
  store,
  tables,
  ingest,
  metrics,
  settings,
  history,
  live,
  budget,
  log,
}: RoomParts): readonly Hono[] {
  const { limits, requestTimeoutMillis, otlpPrefix: prefix, cors } = config;
  const { projectOf } = access;
  const isFull = () => ingest.status().waitingBytes >= limits.queueBytes;
  const api = plain(
    apiRoutes({
      questions: questionsTo(store),
      settings,
      history,
      live,
      receiverFor: receiverBySettings(config),
      findings: findingsOf(store, config.findings.thresholds),
      skeletonSpans: config.skeletonSpans,
      exports: {
        atOnce: config.exportsAtOnce,
        onBroken: (err) => log.error({ err }, "an export could not be finished"),
      },
      projectsOf: (c) => access.projectsOf(credentialsOf(c)),
    }),
  );
  return [
    ingestRoutes({ ingest, projectOf, limits, budget, requestTimeoutMillis, prefix, cors }),
    healthRoutes({
      ping: tables.store.ping,
      ingestProblem: () => (isFull() ? "the queue on disk is full" : undefined),
      segmentsSetAside: () => ingest.status().setAside,
      metricsText: metrics.text,
    }),
    api,
    mcpRoutes({
      ask: asked(api, log),
      projectOf: (headers) => projectOf(credentialsIn(headers)),
      onFault: (err) => log.error({ err }, "a tool of /mcp failed"),
    }),
  ];
}

/** The API as it is asked from inside: whoever asks has the doors behind them, and the same keys. */
function asked(api: Hono, log: Logger): Hono["request"] {
  const inside = new Hono();
  inside.onError(answerError(log));
  inside.route("/", api);
  return inside.request;
}

const credentialsIn = (headers: Headers) => ({
  authorization: headers.get("authorization") ?? undefined,
  apiKey: headers.get("x-api-key") ?? undefined,
});

/** The types of its routes are for clients; the app that joins the rooms has no use for them. */
function plain(routes: Parameters<Hono["route"]>[1]): Hono {
  const room = new Hono();
  room.route("/", routes);
  return room;
}
