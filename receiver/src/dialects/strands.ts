import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { millis } from "./fields.ts";
import { kindByOperation } from "./otel-genai.ts";
import { providerOfModel } from "./providers.ts";
import { mapped, text } from "./readers.ts";

const cycles: ReadonlySet<string> = new Set(["execute_agent_loop_cycle", "execute_event_loop_cycle"]);

/**
 * https://strandsagents.com/latest/documentation/docs/user-guide/observability-evaluation/traces/. Its scope and its
 * provider are the name of the service, when that is set.
 */
export const strands: Dialect = {
  name: "strands",
  keys: ["gen_ai.event.start_time", "gen_ai.system", "gen_ai.provider.name", "gen_ai.operation.name"],
  speaks: (said) =>
    said.scope === "strands-agents" ||
    said.scope.startsWith("strands.") ||
    said.has("gen_ai.event.start_time") ||
    said.text("gen_ai.system") === "strands-agents" ||
    said.text("gen_ai.provider.name") === "strands-agents",
  kind: kindOf,
  alone: ["provider"],
  fields: {
    provider: mapped(text("gen_ai.request.model"), providerOfModel),
    firstTokenNanos: millis("gen_ai.server.time_to_first_token"),
    failed: mapped(text("gen_ai.tool.status", "tool.status"), (status) => (status === "error" ? true : undefined)),
  },
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["invoke_graph", "workflow"],
  ["invoke_swarm", "workflow"],
  ["execute_agent_loop_cycle", "task"],
  ["execute_event_loop_cycle", "task"],
  ["memory.search", "memory"],
  ["memory.add", "memory"],
  ["memory.inject", "memory"],
  ["memory.extract", "memory"],
]);

function kindOf(said: Said): Kind {
  const operation = said.text("gen_ai.operation.name") ?? said.name;
  if (cycles.has(said.name)) return "task";
  return kinds.get(operation) ?? kindByOperation(said) ?? "operation";
}
