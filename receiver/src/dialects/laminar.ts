import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { first, from, text } from "./readers.ts";

const marks = ["lmnr.span.type", "lmnr.span.path", "lmnr.span.ids_path", "lmnr.span.input", "lmnr.span.sdk_version"];

/** https://docs.lmnr.ai/tracing/otel: its model calls are written down as OpenLLMetry does. */
export const laminar: Dialect = {
  name: "laminar",
  keys: [...marks, "gen_ai.operation.name", "llm.request.type", "gen_ai.request.type", "gen_ai.request.model"],
  speaks: (said) => marks.some((key) => said.has(key)),
  kind: kindOf,
  fields: {
    toolName: first(
      text("gen_ai.tool.name", "tool.name"),
      from([], (said) => (kindOf(said) === "tool" ? said.name : undefined)),
    ),
  },
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["LLM", "llm"],
  ["TOOL", "tool"],
  ["EVALUATION", "workflow"],
  ["EXECUTOR", "task"],
  ["EVALUATOR", "evaluator"],
  ["HUMAN_EVALUATOR", "evaluator"],
  ["PIPELINE", "workflow"],
  ["EVENT", "operation"],
  ["CACHED", "operation"],
]);

/** A span of the default type may still tell of a call, as may one that has no type. */
function kindOf(said: Said): Kind {
  return kinds.get(said.text("lmnr.span.type")?.toUpperCase() ?? "") ?? kindOfCall(said) ?? "operation";
}

function kindOfCall(said: Said): Kind | undefined {
  const request = (said.text("llm.request.type") ?? said.text("gen_ai.request.type"))?.toLowerCase();
  if (request === "embedding" || request === "rerank") return request;
  if (request === "chat" || request === "completion") return "llm";
  return kindByOperation(said) ?? (said.has("gen_ai.request.model") ? "llm" : undefined);
}
