import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { fromAny } from "./readers.ts";

/** https://github.com/open-telemetry/semantic-conventions-genai, and every era before it. */
export const otelGenai: Dialect = {
  name: "otel-genai",
  keys: [
    "gen_ai.operation.name",
    "gen_ai.request.type",
    "llm.request.type",
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
  kind: (said) => kindByOperation(said) ?? kindByRequestType(said) ?? kindByWhatIsThere(said) ?? "operation",
  fields: {
    agentName: fromAny(["gen_ai.agent.name"], (said) => said.text("gen_ai.agent.name") ?? named(said, agentName)),
    toolName: fromAny(["gen_ai.tool.name"], (said) => said.text("gen_ai.tool.name") ?? named(said, toolName)),
    workflowName: fromAny(
      ["gen_ai.workflow.name"],
      (said) => said.text("gen_ai.workflow.name") ?? named(said, workflowName),
    ),
  },
};

const marks = [
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.response.model",
  "gen_ai.tool.name",
  "gen_ai.tool.call.id",
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.prompt_tokens",
  "gen_ai.usage.completion_tokens",
];

const agentName = "invoke_agent ";
const toolName = "execute_tool ";
const workflowName = "invoke_workflow ";

/** What stands in the span's name behind the operation, which is the model where there is nothing better. */
function named(said: Said, operation: string): string | undefined {
  if (!said.name.startsWith(operation)) return undefined;
  const name = said.name.slice(operation.length);
  return name === "" || name === said.text("gen_ai.request.model") ? undefined : name;
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...words(
    "llm",
    "chat generate_content text_completion generate completion completions chat.completions llm_call llm_request",
  ),
  ...words("llm", "responses response messages message generate_text image image_generation speech transcription"),
  ...words("embedding", "embeddings embedding embed"),
  ...words("tool", "execute_tool tool_call"),
  ...words("agent", "invoke_agent create_agent handle_conversation_turn agent_call"),
  ...words("workflow", "invoke_workflow"),
  ...words("retrieval", "retrieval vector_db_retrieve"),
  ...words("rerank", "rerank"),
  ...words("task", "plan agent_step execute_task execute_node model_step"),
  ...words("memory", "search_memory create_memory update_memory upsert_memory delete_memory"),
  ...words(
    "operation",
    "fetch_response framework chain model_chunk model_generation schedule_tool_calls decide count_tokens",
  ),
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

/** As it was told before there was a name for it. */
export function kindByRequestType(said: Said): Kind | undefined {
  const type = said.text("llm.request.type") ?? said.text("gen_ai.request.type");
  return type === undefined ? undefined : requestKinds.get(type.toLowerCase());
}

const requestKinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...words("llm", "chat completion"),
  ...words("embedding", "embedding embeddings"),
  ...words("rerank", "rerank"),
]);

/** Whoever tells of tokens or of a model called one; the name of a tool alone is one that was run. */
export function kindByWhatIsThere(said: Said): Kind | undefined {
  if (said.has("gen_ai.usage.input_tokens") || said.has("gen_ai.usage.prompt_tokens")) return "llm";
  if (said.has("gen_ai.usage.output_tokens") || said.has("gen_ai.usage.completion_tokens")) return "llm";
  if (said.has("gen_ai.request.model") || said.has("gen_ai.response.model")) return "llm";
  return said.has("gen_ai.tool.name") || said.has("gen_ai.tool.call.id") ? "tool" : undefined;
}
