import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";

const keys = [
  "telemetry.sdk.name",
  "openlit.agent.version_hash",
  "gen_ai.operation.name",
  "db.operation.name",
  "db.operation",
  "db.system",
  "db.system.name",
  "gen_ai.request.model",
];

/** https://github.com/openlit/openlit/blob/main/sdk/python/src/openlit/semcov/__init__.py */
export const openlit: Dialect = {
  name: "openlit",
  keys,
  speaks: (said) =>
    said.scope.startsWith("@openlit/") ||
    said.scope === "openlit" ||
    said.scope.startsWith("openlit.") ||
    said.text("telemetry.sdk.name") === "openlit" ||
    said.has("openlit.agent.version_hash"),
  kind: kindOf,
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["audio", "llm"],
  ["memory", "memory"],
  ["mcp_tool_call", "tool"],
  ["agent", "agent"],
  ["framework", "workflow"],
]);

/** The tools that it writes on a span of a chat are those that the model asked for: such a span is still the chat. */
function kindOf(said: Said): Kind {
  const operation = said.text("gen_ai.operation.name")?.toLowerCase() ?? "";
  if (operation === "vectordb") return kindOfDatabase(said);
  const isDatabase = operation === "" && (said.has("db.system") || said.has("db.system.name"));
  if (isDatabase) return kindOfDatabase(said);
  const kind = kinds.get(operation) ?? kindByOperation(said);
  return kind ?? (said.has("gen_ai.request.model") ? "llm" : "operation");
}

const searches: ReadonlySet<string> = new Set(["query", "search", "select", "get", "peek"]);

function kindOfDatabase(said: Said): Kind {
  const operation = said.text("db.operation.name") ?? said.text("db.operation");
  return operation !== undefined && searches.has(operation.toLowerCase()) ? "retrieval" : "db";
}
