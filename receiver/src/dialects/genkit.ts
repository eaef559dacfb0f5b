import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { usageInAnswer } from "./provider-usage.ts";
import { canonicalProvider } from "./providers.ts";
import { first, from, mapped, member, type Reader, text, textAt, wholeNumber } from "./readers.ts";
import type { SaidUsage } from "./usage.ts";

/** https://genkit.dev/docs/observability/: what an action did lies in the JSON of `genkit:output`. */
export const genkit: Dialect = {
  name: "genkit",
  keys: ["genkit:type", "genkit:metadata:subtype"],
  speaks: (said) => said.has("genkit:type"),
  kind: kindOf,
  fields: {
    sessionId: text("genkit:sessionId"),
    workflowName: nameOf("workflow"),
    toolName: nameOf("tool"),
    provider: from(["genkit:name"], (said) => {
      const [provider, model] = modelOf(said);
      return model === undefined || provider === undefined ? undefined : canonicalProvider(provider);
    }),
    model: from(["genkit:name"], (said) => modelOf(said)[1]),
    responseModel: first(textAt(["genkit:output"], "raw", "model"), textAt(["genkit:output"], "raw", "modelVersion")),
    responseId: first(textAt(["genkit:output"], "raw", "id"), textAt(["genkit:output"], "raw", "responseId")),
    finishReasons: mapped(textAt(["genkit:output"], "finishReason"), (reason) => [reason]),
    failed: mapped(text("genkit:state"), (state) => (state === "error" ? true : undefined)),
    errorMessage: first(text("error.message"), textAt(["genkit:output"], "finishMessage")),
  },
  usage: from(["genkit:output"], (said) => usageIn(said.json("genkit:output"))),
};

/** What it leaves out of the tokens stands in the provider's own answer, which some plugins pass on. */
function usageIn(told: unknown): SaidUsage {
  const usage = member(told, "usage");
  const count = (name: string) => wholeNumber(member(usage, name));
  const input = count("inputTokens");
  const output = count("outputTokens");
  const thoughts = count("thoughtsTokens");
  const answer = answerIn(member(told, "raw") ?? member(told, "custom"));
  const asAnswered = answer.input === input ? answer : {};
  return {
    input,
    output,
    cached: count("cachedContentTokens") ?? asAnswered.cached,
    cacheWrite: asAnswered.cacheWrite,
    reasoning: thoughts ?? asAnswered.reasoning,
    details: asAnswered.details,
    inputHoldsCache: asAnswered.inputHoldsCache,
    outputHoldsReasoning:
      thoughts === undefined
        ? asAnswered.outputHoldsReasoning
        : count("totalTokens") !== (input ?? 0) + (output ?? 0) + thoughts,
  };
}

function answerIn(raw: unknown): SaidUsage {
  return usageInAnswer(member(raw, "usage") ?? member(raw, "usageMetadata")) ?? {};
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["model", "llm"],
  ["background-model", "llm"],
  ["embedder", "embedding"],
  ["tool", "tool"],
  ["tool.v2", "tool"],
  ["retriever", "retrieval"],
  ["reranker", "rerank"],
  ["evaluator", "evaluator"],
  ["flow", "workflow"],
  ["prompt", "prompt"],
  ["executable-prompt", "prompt"],
]);

/** Only an action does something itself: a util repeats the output and the tokens of the model below it. */
function kindOf(said: Said): Kind {
  const type = said.text("genkit:type");
  if (type === "flowStep") return "task";
  if (type === "util") return "operation";
  return kinds.get(said.text("genkit:metadata:subtype") ?? "") ?? "operation";
}

/** Models are named `provider/model`. */
function modelOf(said: Said): readonly [provider?: string, model?: string] {
  const kind = kindOf(said);
  const name = said.text("genkit:name");
  if (name === undefined || (kind !== "llm" && kind !== "embedding" && kind !== "rerank")) return [];
  const slash = name.indexOf("/");
  return slash === -1 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
}

function nameOf(kind: Kind): Reader<string> {
  return from(["genkit:name"], (said) => (kindOf(said) === kind ? said.text("genkit:name") : undefined));
}
