import type { Environment } from "./read-settings.ts";
import { list } from "./readers.ts";

export type PropagatorName = "tracecontext" | "baggage";

const known: readonly string[] = ["tracecontext", "baggage", "none"];

/** `OTEL_PROPAGATORS`, of which we have the two that are standard. */
export function readPropagators(environment: Environment, problems: string[]): readonly PropagatorName[] {
  const said = list(environment.OTEL_PROPAGATORS ?? "tracecontext,baggage");
  const names = Array.isArray(said) ? (said as string[]) : [];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    problems.push(`OTEL_PROPAGATORS names ${unknown.join(", ")}; there are tracecontext and baggage`);
  return names.filter((name): name is PropagatorName => name === "tracecontext" || name === "baggage");
}
