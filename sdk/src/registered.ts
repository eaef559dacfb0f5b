export type Api = "trace" | "context" | "propagation" | "metrics" | "logs";

export type Registrations = Partial<Record<Api, unknown>> & { version?: string };

/** Where every copy of OpenTelemetry's API, of every version, keeps what is registered. */
export const place = Symbol.for("opentelemetry.js.api.1");

export const world = globalThis as { [place]?: Registrations | undefined };

/** What the process's own is. Asked silently, and of a copy of the API that ours does not go together with, too. */
export function registered(api: Api): unknown {
  return world[place]?.[api];
}
