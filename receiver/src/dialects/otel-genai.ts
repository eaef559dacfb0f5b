import type { Usage } from "../model/facts.ts";
import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
export const otelGenai: Dialect = {
  name: "otel-genai",
  keys: [
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.system",
    "gen_ai.request.model",
    "gen_ai.response.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.conversation.id",
    "gen_ai.agent.name",
    "gen_ai.workflow.name",
    "gen_ai.tool.name",
    "gen_ai.tool.call.id",
    "gen_ai.response.finish_reasons",
    "gen_ai.request.stream",
    "gen_ai.response.time_to_first_chunk",
    "session.id",
    "user.id",
    "tags",
    "error.type",
  ],
  speaks: (said) => said.text("gen_ai.operation.name") !== undefined || said.text("gen_ai.request.model") !== undefined,
  read: (said) => {
    const kind = kindOf(said);
    const stream = said.text("gen_ai.request.stream");
    const firstChunk = said.number("gen_ai.response.time_to_first_chunk");
    return {
      dialect: "otel-genai",
      kind,
      sessionId: said.text("session.id") ?? said.text("gen_ai.conversation.id"),
      userId: said.text("user.id"),
      agentName: said.text("gen_ai.agent.name"),
      workflowName: said.text("gen_ai.workflow.name"),
      tags: said.list("tags"),
      provider: said.text("gen_ai.provider.name") ?? said.text("gen_ai.system"),
      model: said.text("gen_ai.request.model"),
      responseModel: said.text("gen_ai.response.model"),
      usage: usageOf(said),
      finishReasons: said.list("gen_ai.response.finish_reasons"),
      streaming: stream === undefined ? undefined : stream === "true",
      firstTokenNanos: firstChunk === undefined || firstChunk < 0 ? undefined : Math.round(firstChunk * 1e9),
      toolName: said.text("gen_ai.tool.name"),
      toolCallId: said.text("gen_ai.tool.call.id"),
      errorType: said.text("error.type"),
      counts: kind === "llm" || kind === "embedding" || kind === "tool",
    };
  },
};

const kindsByOperation: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["chat", "llm"],
  ["generate_content", "llm"],
  ["text_completion", "llm"],
  ["embeddings", "embedding"],
  ["execute_tool", "tool"],
  ["invoke_agent", "agent"],
  ["create_agent", "agent"],
  ["invoke_workflow", "workflow"],
  ["retrieval", "retrieval"],
  ["rerank", "rerank"],
  ["plan", "task"],
]);

function kindOf(said: Said): Kind {
  const operation = said.text("gen_ai.operation.name");
  if (operation === undefined) return "llm";
  return kindsByOperation.get(operation) ?? "operation";
}

function usageOf(said: Said): Usage | undefined {
  const input = said.count("gen_ai.usage.input_tokens");
  const output = said.count("gen_ai.usage.output_tokens");
  if (input === undefined && output === undefined) return undefined;
  return {
    input: input ?? 0,
    output: output ?? 0,
    cached: said.count("gen_ai.usage.cache_read.input_tokens") ?? 0,
    cacheWrite: said.count("gen_ai.usage.cache_creation.input_tokens") ?? 0,
    reasoning: said.count("gen_ai.usage.reasoning.output_tokens") ?? 0,
  };
}
