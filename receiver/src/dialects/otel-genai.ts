import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";

/** https://github.com/open-telemetry/semantic-conventions-genai, and every era before it. */
export const otelGenai: Dialect = {
  name: "otel-genai",
  keys: [
    "gen_ai.operation.name",
    "gen_ai.request.model",
    "gen_ai.response.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.prompt_tokens",
    "gen_ai.usage.completion_tokens",
    "gen_ai.tool.name",
    "gen_ai.tool.call.id",
  ],
  speaks: (said) => marks.some((key) => said.has(key)),
  kind: (said) => kindByOperation(said) ?? kindByWhatIsThere(said),
};

const marks = ["gen_ai.operation.name", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.tool.name"];

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...words(
    "llm",
    "chat generate_content text_completion generate completion completions chat.completions llm_call llm_request",
  ),
  ...words("embedding", "embeddings embedding"),
  ...words("tool", "execute_tool tool_call"),
  ...words("agent", "invoke_agent create_agent handle_conversation_turn agent_call"),
  ...words("workflow", "invoke_workflow"),
  ...words("retrieval", "retrieval vector_db_retrieve"),
  ...words("rerank", "rerank"),
  ...words("task", "plan agent_step execute_task execute_node model_step"),
  ...words("memory", "search_memory create_memory update_memory upsert_memory delete_memory"),
  ...words("operation", "fetch_response framework chain model_chunk model_generation schedule_tool_calls decide"),
]);

function words(kind: Kind, names: string): [string, Kind][] {
  return names.split(" ").map((name) => [name, kind]);
}

/** The kind that `gen_ai.operation.name` tells; an operation nobody knows is an operation. */
export function kindByOperation(said: Said): Kind | undefined {
  const operation = said.text("gen_ai.operation.name")?.toLowerCase();
  if (operation === undefined) return undefined;
  return kinds.get(operation) ?? (operation.endsWith("_memory_store") ? "memory" : "operation");
}

function kindByWhatIsThere(said: Said): Kind {
  if (said.has("gen_ai.usage.input_tokens") || said.has("gen_ai.usage.prompt_tokens")) return "llm";
  if (said.has("gen_ai.usage.output_tokens") || said.has("gen_ai.usage.completion_tokens")) return "llm";
  if (said.has("gen_ai.request.model") || said.has("gen_ai.response.model")) return "llm";
  return "tool";
}
