import { Hono } from "hono";

export interface HealthOptions {
  /** Whether the engine answers. */
  readonly ping: () => Promise<boolean>;
  /** Why telemetry cannot be taken in now; undefined when it can. */
  readonly ingestProblem: () => string | undefined;
  /** How many segments were acknowledged and wait for a person to look at. They keep nothing else from coming in. */
  readonly segmentsSetAside: () => number;
  /** The process's own metrics as Prometheus text. */
  readonly metricsText: () => Promise<string>;
}

/** Whether the process lives and whether it is ready; no credentials are asked for, and nothing stored is told. */
export function healthRoutes({ ping, ingestProblem, segmentsSetAside, metricsText }: HealthOptions): Hono {
  const readiness = async () => {
    const engine = (await ping()) ? "ok" : "does not answer";
    const ingest = ingestProblem() ?? "ok";
    const isReady = engine === "ok" && ingest === "ok";
    return { status: isReady ? "ok" : "unavailable", engine, ingest, segmentsSetAside: segmentsSetAside() } as const;
  };
  return new Hono()
    .get("/health/live", (c) => c.json({ status: "ok" }))
    .on("GET", ["/health", "/health/ready"], async (c) => {
      const told = await readiness();
      return c.json(told, told.status === "ok" ? 200 : 503);
    })
    .get("/metrics", async (c) =>
      c.body(await metricsText(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
    );
}
