import type { Span } from "../../../receiver/src/model/span.ts";

/** How a step is called by what it is: the tool, the model, the agent; else as its span is named. */
export function shortNameOf({ tool, kind, model, responseModel, agentName, workflowName, name }: Span): string {
  if (tool?.name) return tool.name;
  if (kind === "llm" || kind === "embedding" || kind === "rerank") return model ?? responseModel ?? name;
  if (kind === "agent") return agentName ?? name;
  return (kind === "workflow" && workflowName) || name || "(no name)";
}
