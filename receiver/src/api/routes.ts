import { cacheRoutes } from "./cache.ts";
import { compareRoutes } from "./compare.ts";
import { docsRoutes } from "./docs.ts";
import { errorRoutes } from "./errors.ts";
import { exportRoutes } from "./export.ts";
import { facetRoutes } from "./facets.ts";
import { findingRoutes } from "./findings.ts";
import { forecastRoutes } from "./forecast.ts";
import { historyRoutes } from "./history.ts";
import { ingestHealthRoutes } from "./ingest-health.ts";
import { liveRoutes } from "./live.ts";
import { logRoutes } from "./logs.ts";
import { pointRoutes } from "./points.ts";
import { type ApiOptions, openRoom } from "./project.ts";
import { projectRoutes } from "./projects.ts";
import { reconcileRoutes } from "./reconcile.ts";
import { openApiApp } from "./route.ts";
import { sessionRoutes } from "./sessions.ts";
import { settingRoutes } from "./settings.ts";
import { skeletonRoutes } from "./skeleton.ts";
import { spanRoutes } from "./spans.ts";
import { stripRoutes } from "./strips.ts";
import { timingRoutes } from "./timing.ts";
import { traceRoutes } from "./traces.ts";
import { usageRoutes } from "./usage.ts";

/** The query API, its description at /openapi.json, and the same for people at /docs. */
export function apiRoutes(options: ApiOptions) {
  const room = openRoom(options);
  const api = openApiApp()
    .route("/", projectRoutes(room))
    .route("/", traceRoutes(room))
    .route("/", spanRoutes(room))
    .route("/", skeletonRoutes(room))
    .route("/", timingRoutes(room))
    .route("/", compareRoutes(room))
    .route("/", sessionRoutes(room))
    .route("/", stripRoutes(room))
    .route("/", findingRoutes(room))
    .route("/", liveRoutes(room))
    .route("/", exportRoutes(room))
    .route("/", usageRoutes(room))
    .route("/", errorRoutes(room))
    .route("/", forecastRoutes(room))
    .route("/", cacheRoutes(room))
    .route("/", facetRoutes(room))
    .route("/", logRoutes(room))
    .route("/", pointRoutes(room))
    .route("/", reconcileRoutes(room))
    .route("/", ingestHealthRoutes(room))
    .route("/", settingRoutes(room))
    .route("/", historyRoutes(room));
  api.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Spanwise",
      version: "0.1.0",
      description:
        "Times are strings of Unix nanoseconds, ids lower-case hex, money a decimal string in US dollars, absent is null. " +
        "Every list can also be narrowed by attr.<key>=<value>, and pages by nextCursor.",
    },
  });
  api.route("/", docsRoutes());
  return api;
}
