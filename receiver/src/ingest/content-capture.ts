import { isContentKey } from "../dialects/content/content-keys.ts";

/** What is nobody's to read where content is not captured, beside what is read as content. */
const alsoContent: ReadonlySet<string> = new Set([
  "gen_ai.agent.tools",
  "gen_ai.embeddings.input",
  "gen_ai.tool.input",
  "gen_ai.tool.output",
  "gen_ai.tool.message",
  "llm.function_call",
  "llm.request.functions",
  "llm.response.content",
  "llm.prompt_template",
  "tool.args",
  "tool.input",
  "tool.output",
  "retrieval.query",
  "reranker.query",
  "embedding.text",
  "ai.response.messages",
  "ai.response.body",
  "ai.result.reasoning",
  "langsmith.inputs",
  "langsmith.outputs",
  "lk.output_text",
  "lk.text",
  "lk.messages",
  "lk.tool_calls",
  "mlflow.traceInputs",
  "mlflow.traceOutputs",
  "mlflow.chat.messages",
  "mastra.metadata.body",
  "genkit:state",
  "spring.ai.chat.prompt",
  "spring.ai.chat.completion",
  "pydantic_ai.new_messages",
  "crew_output",
  "completion",
  "messages",
  "arguments",
  "output",
  "input",
  "request_text",
  "tool_output",
  "bash_command",
  "new_context",
  "model_request_parameters",
]);
const alsoFamilies = [
  "gen_ai.content.",
  "gen_ai.memory.records.",
  "mlflow.chunk.item.",
  "langsmith.inputs.",
  "langsmith.outputs.",
];

export function isUncaptured(key: string): boolean {
  return isContentKey(key) || alsoContent.has(key) || alsoFamilies.some((family) => key.startsWith(family));
}

/** Whether an event of a span or a log record of that name tells of messages. */
export function isContentEvent(name: string): boolean {
  return /^(?:gen_ai|claude_code|codex|gemini_cli|mlflow\.chunk|llm|lk)\.|^tool\.output$/.test(name);
}

/** What such an event of a span may tell that is nobody's words. */
const plainOfEvents =
  /^(?:role|index|id|name|finish_reason|event\.(?!content)[\w.]+|gen_ai\.(?!event\.content)(?:system$|provider|operation|request|response|usage|agent|conversation|event|token)[\w.]*)$/;

export function isUncapturedOfEvent(key: string): boolean {
  return isUncaptured(key) || !plainOfEvents.test(key);
}
