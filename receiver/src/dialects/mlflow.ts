import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { canonicalProvider } from "./providers.ts";
import { countAt, first, from, mapped, type Reader, text } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

/** https://github.com/mlflow/mlflow/blob/master/mlflow/tracing/constant.py: every value is JSON text. */
export const mlflow: Dialect = {
  name: "mlflow",
  keys: ["mlflow.spanType"],
  speaks: (said) => said.has("mlflow.spanType"),
  kind: kindOf,
  fields: {
    sessionId: unquoted("session.id", "mlflow.trace.session"),
    userId: unquoted("user.id", "mlflow.trace.user"),
    model: first(unquoted("mlflow.llm.model"), text("gen_ai.request.model")),
    provider: mapped(unquoted("mlflow.llm.provider"), canonicalProvider),
    agentName: first(text("gen_ai.agent.name"), nameOf("agent")),
    toolName: first(text("gen_ai.tool.name"), nameOf("tool")),
  },
  usage: from([...sharedUsage.keys, "mlflow.chat.tokenUsage"], (said) => {
    const told = sharedUsage.read(said) ?? {};
    return {
      ...told,
      input: told.input ?? input.read(said),
      output: told.output ?? output.read(said),
      cached: told.cached ?? cached.read(said),
      cacheWrite: told.cacheWrite ?? cacheWrite.read(said),
    };
  }),
};

const inUsage = (name: string) => countAt(["mlflow.chat.tokenUsage"], name);
const input = inUsage("input_tokens");
const output = inUsage("output_tokens");
const cached = inUsage("cache_read_input_tokens");
const cacheWrite = inUsage("cache_creation_input_tokens");

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["LLM", "llm"],
  ["CHAT_MODEL", "llm"],
  ["EMBEDDING", "embedding"],
  ["RETRIEVER", "retrieval"],
  ["RERANKER", "rerank"],
  ["TOOL", "tool"],
  ["AGENT", "agent"],
  ["CHAIN", "workflow"],
  ["WORKFLOW", "workflow"],
  ["TASK", "task"],
  ["GUARDRAIL", "guardrail"],
  ["EVALUATOR", "evaluator"],
  ["MEMORY", "memory"],
]);

function kindOf(said: Said): Kind {
  return kinds.get(unquoted("mlflow.spanType").read(said)?.toUpperCase() ?? "") ?? "operation";
}

/** A text, whether or not it is written as JSON. */
function unquoted(...keys: readonly string[]): Reader<string> {
  return mapped(text(...keys), (told) => (told.startsWith('"') ? stringIn(told) : told));
}

function stringIn(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return json;
  }
}

/** The span's own name, where that is what the agent or the tool is called. */
function nameOf(kind: Kind): Reader<string> {
  return from([], (said) => (kindOf(said) === kind ? said.name : undefined));
}
