import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation, kindByRequestType, kindByWhatIsThere } from "./otel-genai.ts";
import { first, from, text } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

const marks = [
  "traceloop.span.kind",
  "traceloop.entity.name",
  "traceloop.workflow.name",
  "traceloop.entity.path",
  "llm.request.type",
  "llm.usage.total_tokens",
  "gen_ai.prompt.0.role",
  "gen_ai.prompt.0.content",
  "gen_ai.completion.0.role",
  "gen_ai.completion.0.content",
];

/**
 * https://github.com/traceloop/openllmetry, its older names and its newer. `traceloop.workflow.name` is not to be
 * trusted: below an agent it names the agent.
 */
export const openllmetry: Dialect = {
  name: "openllmetry",
  keys: [...marks, "gen_ai.operation.name", "gen_ai.request.type", "db.system", "db.system.name"],
  speaks: (said) => said.scope.startsWith("@traceloop/") || marks.some((key) => said.has(key)),
  kind: kindOf,
  fields: {
    agentName: first(entityOf("agent"), text("crewai.agent.role"), from(["traceloop.span.kind"], agentInName)),
    workflowName: entityOf("workflow"),
    toolName: first(entityOf("tool")),
  },
  usage: from(sharedUsage.keys, (said) => {
    if (said.scope !== "@traceloop/instrumentation-anthropic") return undefined;
    return { ...sharedUsage.read(said), inputHoldsCache: false };
  }),
};

function kindOf(said: Said): Kind {
  const told = kinds.get(said.text("traceloop.span.kind")?.toLowerCase() ?? "") ?? kindByRequestType(said);
  if (told !== undefined) return told;
  if (said.scope.endsWith("crewai"))
    return crewKinds.get(said.name.slice(said.name.lastIndexOf(".") + 1)) ?? "operation";
  const byName = kindByOperation(said) ?? kindByWhatIsThere(said);
  return byName ?? (said.has("db.system") || said.has("db.system.name") ? "db" : "operation");
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["session", "session"],
  ["workflow", "workflow"],
  ["agent", "agent"],
  ["task", "task"],
  ["tool", "tool"],
]);

/** Of CrewAI it calls everything an agent's invocation; how the name ends tells them apart. */
const crewKinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["workflow", "workflow"],
  ["agent", "agent"],
  ["task", "task"],
  ["tool", "tool"],
  ["llm", "llm"],
]);

/** Such a span is named by the agent and what it is: `Writer.agent`. */
function agentInName(said: Said): string | undefined {
  const end = ".agent";
  return kindOf(said) === "agent" && said.name.endsWith(end) ? said.name.slice(0, -end.length) || undefined : undefined;
}

function entityOf(kind: Kind) {
  return from(["traceloop.entity.name"], (said) =>
    said.has("traceloop.entity.name") && kindOf(said) === kind ? said.text("traceloop.entity.name") : undefined,
  );
}
