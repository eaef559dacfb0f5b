import type { SpanLimits } from "../options.ts";
import type { Environment } from "./read-settings.ts";
import { count, Wrong } from "./readers.ts";

const variables = {
  attributeCount: ["OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"],
  attributeLength: ["OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"],
  eventCount: ["OTEL_SPAN_EVENT_COUNT_LIMIT"],
  linkCount: ["OTEL_SPAN_LINK_COUNT_LIMIT"],
} as const satisfies Record<keyof SpanLimits, readonly string[]>;

/** What the option says, else OpenTelemetry's variables. */
export function readLimits(told: SpanLimits, environment: Environment, problems: string[]): SpanLimits {
  const found: Record<string, number> = {};
  for (const [name, ofName] of Object.entries(variables)) {
    const variable = ofName.find((one) => environment[one]);
    if (variable === undefined) continue;
    const limit = count()(environment[variable]);
    if (limit instanceof Wrong) problems.push(`${variable} ${limit.why}`);
    else found[name] = limit;
  }
  return { ...found, ...told };
}
