import type { Environment } from "./read-settings.ts";
import { oneOf, ratio, Wrong } from "./readers.ts";

export interface Sampling {
  /** The share that is kept. */
  readonly ratio: number;
  /** Whether a span whose parent was made elsewhere is kept when its parent is. */
  readonly isParentBased: boolean;
}

const sampler = oneOf(
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
);

/** The option, else `OTEL_TRACES_SAMPLER` and its argument, else everything. */
export function readSampling(told: number | undefined, environment: Environment, problems: string[]): Sampling {
  if (told !== undefined) return { ratio: told, isParentBased: true };
  const said = environment.OTEL_TRACES_SAMPLER;
  if (!said) return { ratio: 1, isParentBased: true };
  const name = sampler(said);
  if (name instanceof Wrong) {
    problems.push(`OTEL_TRACES_SAMPLER ${JSON.stringify(said)} ${name.why}`);
    return { ratio: 1, isParentBased: true };
  }
  return { ratio: shareOf(name, environment, problems), isParentBased: name.startsWith("parentbased_") };
}

function shareOf(name: string, environment: Environment, problems: string[]): number {
  if (!name.endsWith("traceidratio")) return name.endsWith("always_on") ? 1 : 0;
  const said = environment.OTEL_TRACES_SAMPLER_ARG;
  const share = said ? ratio(said) : 1;
  if (!(share instanceof Wrong)) return share;
  problems.push(`OTEL_TRACES_SAMPLER_ARG ${JSON.stringify(said)} ${share.why}`);
  return 1;
}
