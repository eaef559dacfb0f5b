import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { countAt, first, from, mapped, text, textAt } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

const response = "gcp.vertex.agent.llm_response";

/** https://github.com/google/adk-python/blob/main/src/google/adk/telemetry/tracing.py, and the same in other languages. */
export const googleAdk: Dialect = {
  name: "google-adk",
  keys: ["gen_ai.operation.name", "gcp.vertex.agent.invocation_id"],
  speaks: (said) =>
    said.scope === "gcp.vertex.agent" ||
    said.scope.startsWith("gcp.vertex.agent.") ||
    said.has("gcp.vertex.agent.invocation_id"),
  kind: kindOf,
  fields: {
    agentName: first(text("gen_ai.agent.name"), from([], agentInName)),
    workflowName: text("gen_ai.workflow.name", "adk.workflow.name"),
    failed: mapped(first(inResponse("errorCode"), inResponse("error_code")), () => true),
    errorType: first(text("error.type"), inResponse("errorCode"), inResponse("error_code")),
    errorMessage: first(text("error.message"), inResponse("errorMessage"), inResponse("error_message")),
  },
  /** Until it told the thoughts, its output was that of the candidates alone. */
  usage: from([...sharedUsage.keys, response], (said) => {
    const told = sharedUsage.read(said) ?? {};
    const visible = candidates.read(said);
    const output = told.output ?? visible;
    return {
      ...told,
      input: told.input ?? prompt.read(said),
      output,
      cached: told.cached ?? cached.read(said),
      reasoning: told.reasoning ?? thoughts.read(said),
      outputHoldsReasoning: visible === undefined || output !== visible,
    };
  }),
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["invocation", "workflow"],
  ["invoke_workflow", "workflow"],
  ["invoke_agent", "agent"],
  ["agent_run", "agent"],
  ["call_llm", "llm"],
  ["generate_content", "llm"],
  ["execute_tool", "tool"],
  ["execute_node", "task"],
]);

/** Tools that ran side by side are told once each and once more together. */
function kindOf(said: Said): Kind {
  if (said.name.includes("(merged")) return "operation";
  return kindByOperation(said) ?? kinds.get(said.name.split(" ", 1)[0] ?? "") ?? "operation";
}

/** The name of the agent in `agent_run [planner]`, which has it nowhere else. */
function agentInName({ name }: Said): string | undefined {
  return name.startsWith("agent_run [") && name.endsWith("]") ? name.slice("agent_run [".length, -1) : undefined;
}

/** Answers are long, and few are errors. */
function inResponse(name: string) {
  const told = textAt([response], name);
  return from(told.keys, (said) => (said.text(response)?.includes(name) === false ? undefined : told.read(said)));
}

/** JavaScript writes `usageMetadata`, Python `usage_metadata`. */
function inUsage(camelCase: string, snakeCase: string) {
  return first(countAt([response], "usageMetadata", camelCase), countAt([response], "usage_metadata", snakeCase));
}

const prompt = inUsage("promptTokenCount", "prompt_token_count");
const candidates = inUsage("candidatesTokenCount", "candidates_token_count");
const cached = inUsage("cachedContentTokenCount", "cached_content_token_count");
const thoughts = inUsage("thoughtsTokenCount", "thoughts_token_count");
