import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { otelGenai } from "./otel-genai.ts";
import { text } from "./readers.ts";

const scopes =
  /^(agent_framework|semantic_kernel|agent365sdk|(experimental\.)?microsoft\.(agents|semantickernel|extensions\.ai))($|\.)/i;
const marks = ["microsoft.tenant.id", "microsoft.a365.agent.blueprint.id", "sk.available_functions"];

/** Agent Framework, Semantic Kernel, Microsoft.Extensions.AI and Agent 365: https://github.com/microsoft/agent-framework */
export const microsoft: Dialect = {
  name: "microsoft",
  keys: [...otelGenai.keys, ...marks],
  speaks: (said) => scopes.test(said.scope) || marks.some((key) => said.has(key)),
  kind: kindOf,
  fields: {
    workflowName: text("gen_ai.workflow.name", "workflow.name"),
  },
};

const byOperation: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["chat.streaming_completions", "llm"],
  ["text.completions", "llm"],
  ["text.streaming_completions", "llm"],
  ["output_messages", "operation"],
]);

const byName: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["workflow.run", "workflow"],
  ["workflow_invoke", "workflow"],
  ["executor.process", "task"],
]);

function kindOf(said: Said): Kind {
  const operation = said.text("gen_ai.operation.name")?.toLowerCase() ?? "";
  const name = said.name.split(" ", 1)[0] ?? "";
  return byOperation.get(operation) ?? byName.get(name) ?? otelGenai.kind(said);
}
