import type { Facts } from "../model/facts.ts";
import type { Dialect, Said } from "./dialect.ts";
import { otelGenai } from "./otel-genai.ts";
import { plain } from "./plain.ts";

/** Order is precedence: a span that speaks two dialects is read by the first. The last speaks to everything. */
const dialects: readonly Dialect[] = [otelGenai];

export const keysAsked: ReadonlySet<string> = new Set([...dialects, plain].flatMap((dialect) => dialect.keys));

export function readFacts(said: Said): Facts {
  return (dialects.find((dialect) => dialect.speaks(said)) ?? plain).read(said);
}
