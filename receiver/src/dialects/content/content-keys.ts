/**
 * The attributes in which dialects put what was said: messages, prompts, completions, instructions, documents, and the
 * bodies of tool calls.
 */
export const contentKeys: readonly string[] = [
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.system_instructions",
  "gen_ai.prompt",
  "gen_ai.completion",
  "gen_ai.content.prompt",
  "gen_ai.content.completion",
  "gen_ai.event.content",
  "gen_ai.execution.payload",
  "gen_ai.tool.definitions",
  "gen_ai.tool.call.arguments",
  "gen_ai.tool.call.result",
  "gen_ai.tool.args",
  "gen_ai.tool.arguments",
  "gen_ai.tool.result",
  "gen_ai.retrieval.query.text",
  "gen_ai.retrieval.documents",
  "gen_ai.memory.query.text",
  "gen_ai.memory.records",
  "gen_ai.evaluation.explanation",
  "input.value",
  "output.value",
  "llm.input_messages",
  "llm.output_messages",
  "llm.prompts",
  "llm.completions",
  "llm.tools",
  "llm.invocation_parameters",
  "tool.parameters",
  "tool.arguments",
  "tool.result",
  "retrieval.documents",
  "ai.prompt",
  "ai.value",
  "ai.values",
  "ai.embedding",
  "ai.embeddings",
  "ai.response.text",
  "ai.response.reasoning",
  "ai.response.toolCalls",
  "ai.response.object",
  "ai.response.files",
  "ai.result.text",
  "ai.result.toolCalls",
  "ai.result.object",
  "ai.toolCall.args",
  "ai.toolCall.input",
  "ai.toolCall.result",
  "ai.toolCall.output",
  "langfuse.observation.input",
  "langfuse.observation.output",
  "langfuse.observation.metadata.instructions",
  "langfuse.trace.input",
  "langfuse.trace.output",
  "mlflow.spanInputs",
  "mlflow.spanOutputs",
  "mlflow.chat.tools",
  "pydantic_ai.all_messages",
  "all_messages_events",
  "final_result",
  "tool_arguments",
  "tool_response",
  "events",
  "request_data",
  "response_data",
  "gcp.vertex.agent.llm_request",
  "gcp.vertex.agent.llm_response",
  "gcp.vertex.agent.tool_call_args",
  "gcp.vertex.agent.tool_response",
  "gcp.vertex.agent.data",
  "genkit:input",
  "genkit:output",
  "lmnr.span.input",
  "lmnr.span.output",
  "traceloop.entity.input",
  "traceloop.entity.output",
  "spring.ai.tool.call.arguments",
  "spring.ai.tool.call.result",
  "db.vector.query.content",
  "db.vector.query.response.documents",
  "mcp.request.argument",
  "mcp.response.value",
  "lk.chat_ctx",
  "lk.user_input",
  "lk.user_transcript",
  "lk.instructions",
  "lk.response.text",
  "lk.response.function_calls",
  "lk.function_tool.arguments",
  "lk.function_tool.output",
  "lk.input_text",
  "system_prompt",
  "user_prompt",
  "prompt",
  "response",
  "request_text",
  "response_text",
  "full_command",
  "tool_input",
  "tool_parameters",
  "function_args",
  "arguments",
  "output",
  "spanwise.input",
  "spanwise.output",
  "spanwise.message.text",
  "spanwise.event.data",
  "spanwise.error.context",
  "crew_inputs",
  "crew_agents",
  "crew_tasks",
];

/** Families: every key that begins so. */
export const contentPrefixes: readonly string[] = [
  "gen_ai.prompt.",
  "gen_ai.completion.",
  "gen_ai.request.tools.",
  "llm.input_messages.",
  "llm.output_messages.",
  "llm.prompts.",
  "llm.completions.",
  "llm.tools.",
  "llm.request.functions.",
  "llm.prompt_template.",
  "retrieval.documents.",
  "reranker.input_documents.",
  "reranker.output_documents.",
  "embedding.embeddings.",
  "ai.prompt.",
  "traceloop.prompt.",
  "lk.pii.",
];

/** Families that name what they tell of in the middle: `agentops.task.input`. */
const contentEnds: readonly (readonly [prefix: string, ends: readonly string[]])[] = [
  ["agentops.", [".input", ".output"]],
  ["mastra.", [".input", ".output"]],
];

/** They begin as a family does, and only name what was used. */
const names: ReadonlySet<string> = new Set([
  "gen_ai.prompt.name",
  "gen_ai.prompt.version",
  "llm.prompt_template.version",
]);

/** What the attributes of an event with messages are called, where they have no prefix. */
const eventKeys: ReadonlySet<string> = new Set([
  "content",
  "message",
  "tool_calls",
  "tool.result",
  "output",
  "body",
  "bash_command",
]);

const exact: ReadonlySet<string> = new Set(contentKeys);

export function isContentKey(key: string): boolean {
  if (exact.has(key)) return true;
  if (contentPrefixes.some((prefix) => key.startsWith(prefix))) return !names.has(key);
  return contentEnds.some(([prefix, ends]) => key.startsWith(prefix) && ends.some((end) => key.endsWith(end)));
}

/** The same for an attribute of a span's event. */
export function isContentOfEvent(event: string, key: string): boolean {
  const tells = event.startsWith("gen_ai.") || event === "tool.output";
  return isContentKey(key) || (tells && eventKeys.has(key));
}
