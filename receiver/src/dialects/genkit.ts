import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { canonicalProvider } from "./providers.ts";
import { countAt, first, from, mapped, type Reader, text, textAt } from "./readers.ts";

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
    finishReasons: mapped(textAt(["genkit:output"], "finishReason"), (reason) => [reason]),
    failed: mapped(text("genkit:state"), (state) => (state === "error" ? true : undefined)),
    errorMessage: first(text("error.message"), textAt(["genkit:output"], "finishMessage")),
  },
  usage: from(["genkit:output"], (said) => {
    const used = { input: input.read(said), output: output.read(said), reasoning: thoughts.read(said) };
    return {
      ...used,
      cached: cached.read(said),
      cacheWrite: cacheWrite.read(said),
      outputHoldsReasoning: total.read(said) !== sum(used.input, used.output, used.reasoning),
    };
  }),
};

const inUsage = (...path: readonly string[]) => countAt(["genkit:output"], "usage", ...path);
const input = inUsage("inputTokens");
const output = inUsage("outputTokens");
const total = inUsage("totalTokens");
const thoughts = inUsage("thoughtsTokens");
const cached = first(inUsage("cachedContentTokens"), inUsage("custom", "cache_read_input_tokens"));
const cacheWrite = inUsage("custom", "cache_creation_input_tokens");

const sum = (...parts: readonly (number | undefined)[]) => parts.reduce<number>((all, part = 0) => all + part, 0);

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
