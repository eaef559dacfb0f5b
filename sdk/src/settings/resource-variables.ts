import type { Environment } from "./read-settings.ts";
import { pairs, Wrong } from "./readers.ts";

export function readResource(environment: Environment, problems: string[]): Readonly<Record<string, string>> {
  const said = environment.OTEL_RESOURCE_ATTRIBUTES;
  if (!said) return {};
  const read = pairs(said);
  if (!(read instanceof Wrong)) return read;
  problems.push(`OTEL_RESOURCE_ATTRIBUTES ${read.why}`);
  return read.instead ?? {};
}
