import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { costText } from "./fields.ts";
import { kindByOperation } from "./otel-genai.ts";
import { countAt, from, fromAny, mapped, text, textAt } from "./readers.ts";

const usageKeys = ["langsmith.usage_metadata", "langsmith.metadata.usage_metadata"];

/**
 * https://github.com/langchain-ai/langsmith-sdk/tree/main/js/src/experimental/otel
 * A retriever calls its operation "embeddings", so the kind goes before it. `langsmith.trace.session_name` is a project.
 */
export const langsmith: Dialect = {
  name: "langsmith",
  keys: ["langsmith.span.kind", "gen_ai.operation.name"],
  speaks: (said) => said.has("langsmith.span.kind") || said.scope === "langsmith",
  kind: kindOf,
  fields: {
    tags: mapped(text("langsmith.span.tags"), (told) => {
      const tags = told.split(",").map((tag) => tag.trim());
      const named = tags.filter((tag) => tag !== "");
      return named.length === 0 ? undefined : named;
    }),
    toolName: fromAny([], (said) => (kindOf(said) === "tool" && said.name !== "" ? said.name : undefined)),
    reportedCost: mapped(textAt(usageKeys, "total_cost"), costText),
  },
  usage: from(["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", ...usageKeys], (said) => {
    if (said.has("gen_ai.usage.input_tokens") || said.has("gen_ai.usage.output_tokens")) return undefined;
    return {
      input: countAt(usageKeys, "input_tokens").read(said),
      output: countAt(usageKeys, "output_tokens").read(said),
      cached: countAt(usageKeys, "input_token_details", "cache_read").read(said),
      cacheWrite: countAt(usageKeys, "input_token_details", "cache_creation").read(said),
      reasoning: countAt(usageKeys, "output_token_details", "reasoning").read(said),
    };
  }),
};

function kindOf(said: Said): Kind {
  const told = said.text("langsmith.span.kind")?.toLowerCase();
  return told === undefined ? (kindByOperation(said) ?? "operation") : (kinds.get(told) ?? "operation");
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["llm", "llm"],
  ["tool", "tool"],
  ["retriever", "retrieval"],
  ["embedding", "embedding"],
  ["chain", "workflow"],
  ["prompt", "prompt"],
]);
