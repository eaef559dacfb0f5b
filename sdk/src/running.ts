import type { Logger, Tracer } from "@opentelemetry/api";
import type { ContentRule } from "./content.ts";
import type { Meters } from "./metrics.ts";
import type { Warn } from "./warn.ts";

/** What every part asks of the SDK while it runs. */
export interface Running {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meters: Meters;
  readonly content: ContentRule;
  /** Another library is the process's tracer: our spans have parents among themselves only. */
  readonly isApart: boolean;
  readonly warn: Warn;
}

let current: Running | undefined;

/** What runs, or nothing: then whoever asks leaves the host's call as it is. */
export function running(): Running | undefined {
  return current;
}

export function setRunning(next: Running | undefined): void {
  current = next;
}
