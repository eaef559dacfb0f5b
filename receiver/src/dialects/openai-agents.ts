import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";

const scopes = ["openai_agents", "openai-agents", "openai.agents"];

/** https://openai.github.io/openai-agents-js/guides/tracing/, as bridges to OpenTelemetry write it down. */
export const openaiAgents: Dialect = {
  name: "openai-agents",
  keys: ["gen_ai.operation.name", "gen_ai.request.model", "span_data.type"],
  speaks: (said) => scopes.some((scope) => said.scope.includes(scope)),
  kind: kindOf,
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["agent", "agent"],
  ["generation", "llm"],
  ["response", "llm"],
  ["function", "tool"],
  ["handoff", "operation"],
  ["guardrail", "guardrail"],
  ["transcription", "llm"],
  ["speech", "llm"],
  ["task", "task"],
  ["turn", "task"],
  ["trace", "workflow"],
]);

/** A task and its turns tell the sum of the calls below them, and a handoff may name the model it goes to. */
function kindOf(said: Said): Kind {
  const type = said.text("span_data.type") ?? said.text("gen_ai.operation.name") ?? said.name;
  const head = (type === "custom" ? said.name : type).toLowerCase().split(/[ :]/, 1)[0] ?? "";
  return kinds.get(head) ?? kindByOperation(said) ?? "operation";
}
