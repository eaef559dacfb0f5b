import type { Kind } from "../model/span.ts";
import type { Dialect } from "./dialect.ts";
import { text } from "./readers.ts";

/** https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md */
export const openinference: Dialect = {
  name: "openinference",
  keys: ["openinference.span.kind"],
  speaks: (said) => said.has("openinference.span.kind"),
  kind: (said) => kinds.get(said.text("openinference.span.kind")?.toUpperCase() ?? "") ?? "operation",
  fields: {
    agentName: text("agent.name", "graph.node.id"),
  },
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["LLM", "llm"],
  ["EMBEDDING", "embedding"],
  ["AGENT", "agent"],
  ["TOOL", "tool"],
  ["CHAIN", "workflow"],
  ["RETRIEVER", "retrieval"],
  ["RERANKER", "rerank"],
  ["GUARDRAIL", "guardrail"],
  ["EVALUATOR", "evaluator"],
  ["PROMPT", "prompt"],
]);
