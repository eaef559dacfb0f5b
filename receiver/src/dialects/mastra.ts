import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { sinceStart } from "./fields.ts";
import { kindByOperation } from "./otel-genai.ts";

/** https://mastra.ai/docs/observability/tracing/exporters/otel */
export const mastra: Dialect = {
  name: "mastra",
  keys: ["mastra.span.type", "gen_ai.operation.name"],
  speaks: (said) => said.has("mastra.span.type"),
  kind: kindOf,
  fields: { firstTokenNanos: sinceStart("mastra.completion_start_time") },
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["agent_run", "agent"],
  ["model_inference", "llm"],
  ["llm_generation", "llm"],
  ["tool_call", "tool"],
  ["mcp_tool_call", "tool"],
  ["client_tool_call", "tool"],
  ["provider_tool_call", "tool"],
  ["workflow_run", "workflow"],
  ["rag_embedding", "embedding"],
  ["rag_vector_operation", "retrieval"],
  ["rag_action", "retrieval"],
  ["memory_operation", "memory"],
  ["scorer_run", "evaluator"],
  ["scorer_step", "evaluator"],
]);

/** Before there was `model_inference`, it was the `model_generation` that told of the call, as a chat. */
function kindOf(said: Said): Kind {
  const type = said.text("mastra.span.type")?.toLowerCase() ?? "";
  if (type === "model_generation") return kindByOperation(said) === "llm" ? "llm" : "operation";
  return kinds.get(type) ?? (type.startsWith("workflow_") ? "task" : "operation");
}
