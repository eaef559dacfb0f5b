import { join } from "node:path";
import { answering, freePort, startChild } from "../child.ts";

const here = (path: string) => join(import.meta.dirname, path);

export const collectorProgram: string = here("../../.cache/collector/otelcol-spanwise");
export const collectorConfig: string = here("../../otel-collector-config.yaml");

export interface Collector {
  readonly http: string;
  /** host:port */
  readonly grpc: string;
  said(): string;
  stop(): Promise<void>;
}

/** The collector with the configuration that compose gives it, on free ports. Resolves when it is healthy. */
export async function startCollector(settings: Readonly<Record<string, string>>): Promise<Collector> {
  const [grpc, http, health] = [await freeAddress(), await freeAddress(), await freeAddress()];
  const child = startChild({
    program: collectorProgram,
    // Its own metrics would take port 8888.
    words: [`--config=${collectorConfig}`, "--config=yaml:service::telemetry::metrics::level: none"],
    environment: { COLLECTOR_GRPC: grpc, COLLECTOR_HTTP: http, COLLECTOR_HEALTH: health, ...settings },
  });
  await answering(`http://${health}`, child);
  return { http: `http://${http}`, grpc, said: child.said, stop: () => child.stop() };
}

async function freeAddress(): Promise<string> {
  return `127.0.0.1:${await freePort()}`;
}
