import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation, kindByRequestType } from "./otel-genai.ts";
import { first, from, mapped, text } from "./readers.ts";

/** https://github.com/AgentOps-AI/agentops/tree/main/agentops/semconv */
export const agentops: Dialect = {
  name: "agentops",
  keys: ["agentops.span.kind", "gen_ai.request.type", "llm.request.type", "gen_ai.operation.name"],
  speaks: (said) => said.has("agentops.span.kind") || said.scope === "agentops" || said.scope.startsWith("agentops."),
  kind: kindOf,
  fields: {
    agentName: first(text("agent.name"), operationOf("agent")),
    workflowName: first(text("workflow.name"), operationOf("workflow")),
    toolName: first(text("tool.name"), operationOf("tool")),
    failed: mapped(text("tool.status", "agentops.session.end_state"), (told) =>
      ["failed", "fail", "error"].includes(told.toLowerCase()) ? true : undefined,
    ),
  },
};

/** Kinds may have a second word, which says how: `agent.action`. */
function kindOf(said: Said): Kind {
  const told = said.text("agentops.span.kind")?.toLowerCase().split(".", 1)[0] ?? "";
  return kinds.get(told) ?? kindByRequestType(said) ?? kindByOperation(said) ?? "operation";
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["session", "session"],
  ["workflow", "workflow"],
  ["chain", "workflow"],
  ["agent", "agent"],
  ["task", "task"],
  ["operation", "operation"],
  ["text", "operation"],
  ["tool", "tool"],
  ["llm", "llm"],
  ["guardrail", "guardrail"],
  ["http", "http"],
]);

/** What an agent does has a name of its own, which is not the agent's. */
function operationOf(kind: Kind) {
  return from(["operation.name"], (said) => {
    const isPart = said.text("agentops.span.kind")?.includes(".") === true;
    return kindOf(said) === kind && !isPart ? said.text("operation.name") : undefined;
  });
}
