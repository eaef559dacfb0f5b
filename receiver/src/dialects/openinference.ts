import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { jsonMember } from "./json-member.ts";
import { usageInAnswer } from "./provider-usage.ts";
import { first, from, fromAny, member, text } from "./readers.ts";

/** https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md */
export const openinference: Dialect = {
  name: "openinference",
  keys: ["openinference.span.kind"],
  speaks: (said) => said.has("openinference.span.kind"),
  kind: kindOf,
  fields: {
    agentName: fromAny(["agent.name", "graph.node.id"], (said) =>
      kindOf(said) === "agent" ? (said.text("agent.name") ?? said.text("graph.node.id") ?? named(said)) : undefined,
    ),
    toolName: first(
      text("tool.name"),
      fromAny([], (said) => (kindOf(said) === "tool" ? named(said) : undefined)),
    ),
    model: first(text("llm.request.model_name"), from(["llm.invocation_parameters"], askedModel)),
    responseModel: first(
      text("llm.response.model_name"),
      from(["llm.invocation_parameters", "llm.model_name"], answeringModel),
    ),
  },
  usage: from(["llm.token_count.prompt", "llm.token_count.completion", "output.value"], (said) => {
    if (said.has("llm.token_count.prompt") || said.has("llm.token_count.completion")) return undefined;
    if (!isOfModel(said)) return undefined;
    const told = usageInAnswer(memberOf(said, "output.value", "usage") ?? memberOf(said, "output.value", geminiUsage));
    return told === undefined ? undefined : { ...told, source: "read from the answer itself" };
  }),
};

const geminiUsage = "usageMetadata";

/** `llm.model_name` is the model as it is known at the end: the one that was asked for stands among the parameters. */
function askedModel(said: Said): string | undefined {
  const asked = isOfModel(said) ? memberOf(said, "llm.invocation_parameters", "model") : undefined;
  return typeof asked === "string" && asked !== "" ? asked : undefined;
}

function answeringModel(said: Said): string | undefined {
  const asked = askedModel(said);
  const known = said.text("llm.model_name");
  return asked === undefined || asked === known ? undefined : known;
}

function memberOf(said: Said, key: string, name: string): unknown {
  const told = said.text(key);
  return told === undefined ? member(said.json(key), name) : jsonMember(told, name);
}

function named({ name }: Said): string | undefined {
  return name === "" ? undefined : name;
}

function isOfModel(said: Said): boolean {
  const kind = kindOf(said);
  return kind === "llm" || kind === "embedding";
}

function kindOf(said: Said): Kind {
  return kinds.get(said.text("openinference.span.kind")?.toUpperCase() ?? "") ?? "operation";
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["LLM", "llm"],
  ["EMBEDDING", "embedding"],
  ["AGENT", "agent"],
  ["TOOL", "tool"],
  ["CHAIN", "workflow"],
  ["RETRIEVER", "retrieval"],
  ["RERANKER", "rerank"],
  ["GUARDRAIL", "guardrail"],
  ["EVALUATOR", "evaluator"],
  ["PROMPT", "prompt"],
]);
