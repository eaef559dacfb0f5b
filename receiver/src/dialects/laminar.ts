import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { openllmetry } from "./openllmetry.ts";
import { otelGenai } from "./otel-genai.ts";
import { first, from, text } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

const marks = ["lmnr.span.type", "lmnr.span.path", "lmnr.span.ids_path", "lmnr.span.input", "lmnr.span.sdk_version"];

/** https://docs.lmnr.ai/tracing/otel: its model calls are written down as OpenLLMetry does. */
export const laminar: Dialect = {
  name: "laminar",
  keys: [...marks, ...otelGenai.keys],
  speaks: (said) => marks.some((key) => said.has(key)),
  kind: kindOf,
  fields: {
    toolName: first(
      text("gen_ai.tool.name", "tool.name"),
      from([], (said) => (kindOf(said) === "tool" ? said.name : undefined)),
    ),
  },
  usage: from(sharedUsage.keys, (said) => openllmetry.usage?.read(said)),
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
  return kinds.get(said.text("lmnr.span.type")?.toUpperCase() ?? "") ?? otelGenai.kind(said);
}
