import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { flag, text } from "./readers.ts";

/** https://docs.spring.io/spring-ai/reference/observability/index.html: every value is a text. */
export const springAi: Dialect = {
  name: "spring-ai",
  keys: ["spring.ai.kind", "gen_ai.system", "gen_ai.operation.name"],
  speaks: (said) => said.has("spring.ai.kind") || said.text("gen_ai.system") === "spring_ai",
  kind: kindOf,
  fields: {
    toolName: text("gen_ai.tool.name", "spring.ai.tool.definition.name"),
    toolCallId: text("gen_ai.tool.call.id", "spring.ai.tool.call.id"),
    streaming: flag("gen_ai.request.stream", "spring.ai.chat.client.stream"),
  },
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["chat_client", "workflow"],
  ["advisor", "operation"],
  ["tool_call", "tool"],
  ["vector_store", "retrieval"],
]);

function kindOf(said: Said): Kind {
  return kinds.get(said.text("spring.ai.kind")?.toLowerCase() ?? "") ?? kindByOperation(said) ?? "operation";
}
