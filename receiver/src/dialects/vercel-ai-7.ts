import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { usageWithMetadata } from "./provider-metadata.ts";
import { from, mapped, number } from "./readers.ts";
import { vercelAi } from "./vercel-ai.ts";

/** Told of what came in chunks alone. */
const firstChunk = number("gen_ai.client.operation.time_to_first_chunk");

/** The AI SDK since version 7, by OpenTelemetry's names: https://www.npmjs.com/package/@ai-sdk/otel */
export const vercelAi7: Dialect = {
  name: "vercel-ai",
  keys: ["gen_ai.operation.name"],
  speaks: (said) => said.scope === "gen_ai",
  kind: kindOf,
  fields: {
    ...pick("provider", "reportedCost", "tier"),
    streaming: mapped(firstChunk, () => true),
  },
  /** Steps and agents repeat the reasoning of the calls below them. */
  usage: from(usageWithMetadata.keys, (said) => {
    const told = usageWithMetadata.read(said);
    return kindOf(said) === "llm" ? told : { ...told, reasoning: undefined, details: undefined };
  }),
};

function kindOf(said: Said): Kind {
  return kindByOperation(said) ?? "operation";
}

function pick(...names: readonly (keyof NonNullable<Dialect["fields"]>)[]): Dialect["fields"] {
  return Object.fromEntries(names.map((name) => [name, vercelAi.fields?.[name]]));
}
