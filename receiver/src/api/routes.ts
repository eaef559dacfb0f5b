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
import { describeApi } from "./openapi.ts";
import { pointRoutes } from "./points.ts";
import { type ApiOptions, openRoom } from "./project.ts";
import { projectRoutes } from "./projects.ts";
import { receiverRoutes } from "./receiver.ts";
import { reconcileRoutes } from "./reconcile.ts";
import { openApiApp } from "./route.ts";
import { searchRoutes } from "./search.ts";
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
  let document: ReturnType<typeof describeApi> | undefined;
  const api = openApiApp()
    .route("/", projectRoutes(room))
    .route("/", traceRoutes(room))
    .route("/", spanRoutes(room))
    .route("/", searchRoutes(room))
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
    .route("/", receiverRoutes(room))
    .route("/", historyRoutes(room));
  api.get("/openapi.json", (c) => {
    document ??= describeApi(api);
    return c.json(document);
  });
  api.route("/", docsRoutes());
  return api;
}
