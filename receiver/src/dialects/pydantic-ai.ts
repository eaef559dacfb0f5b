import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { count, from, text } from "./readers.ts";

const sum = {
  input: count("gen_ai.aggregated_usage.input_tokens"),
  output: count("gen_ai.aggregated_usage.output_tokens"),
  cached: count("gen_ai.aggregated_usage.cache_read.input_tokens", "gen_ai.aggregated_usage.details.cache_read_tokens"),
  cacheWrite: count(
    "gen_ai.aggregated_usage.cache_creation.input_tokens",
    "gen_ai.aggregated_usage.details.cache_write_tokens",
  ),
  reasoning: count("gen_ai.aggregated_usage.details.reasoning_tokens"),
};

/** https://github.com/pydantic/pydantic-ai/blob/main/pydantic_ai_slim/pydantic_ai/models/instrumented.py, all its formats. */
export const pydanticAi: Dialect = {
  name: "pydantic-ai",
  keys: [
    "gen_ai.operation.name",
    "gen_ai.tool.name",
    "pydantic_ai.all_messages",
    "all_messages_events",
    "model_name",
    "agent_name",
  ],
  speaks: (said) => said.scope === "pydantic-ai" || said.has("pydantic_ai.all_messages"),
  kind: kindOf,
  fields: {
    model: text("gen_ai.request.model", "model_name"),
  },
  /** An agent tells the sum of its calls, by names of its own where it is asked to. */
  usage: from(
    Object.values(sum).flatMap(({ keys }) => keys),
    (said) => {
      const input = sum.input.read(said);
      const output = sum.output.read(said);
      if (input === undefined && output === undefined) return undefined;
      return {
        input,
        output,
        cached: sum.cached.read(said),
        cacheWrite: sum.cacheWrite.read(said),
        reasoning: sum.reasoning.read(said),
      };
    },
  ),
};

/** Before its third format it named no operation. */
function kindOf(said: Said): Kind {
  const told = kindByOperation(said);
  if (told !== undefined) return told;
  if (said.has("gen_ai.tool.name")) return "tool";
  const isAgent = said.has("pydantic_ai.all_messages") || said.has("all_messages_events") || said.has("model_name");
  return isAgent ? "agent" : "operation";
}
