import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { canonicalProvider, providerOfModel } from "./providers.ts";
import { count, first, from, mapped, text } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

const cached = count("codex.usage.cached_input_tokens");
const cacheWrite = count("codex.usage.cache_write_input_tokens");
const reasoning = count("codex.usage.reasoning_output_tokens");
const own = [cached, cacheWrite, reasoning];

const tokens = ["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"];

/** The spans of the Codex CLI, most of which are steps within the program: https://github.com/openai/codex */
export const codex: Dialect = {
  name: "codex",
  keys: ["tool_name", "call_id", ...tokens, ...own.flatMap(({ keys }) => keys)],
  speaks: (said) => /^codex($|[_-])/.test(said.service) || own.some(({ keys }) => keys.some((key) => said.has(key))),
  kind: kindOf,
  fields: {
    model: text("gen_ai.request.model", "model"),
    provider: first(mapped(text("gen_ai.system"), canonicalProvider), mapped(text("model"), providerOfModel)),
  },
  usage: from([...sharedUsage.keys, ...own.flatMap(({ keys }) => keys)], (said) => {
    if (kindOf(said) !== "llm") return {};
    const told = sharedUsage.read(said) ?? {};
    return {
      ...told,
      cached: told.cached ?? cached.read(said),
      cacheWrite: told.cacheWrite ?? cacheWrite.read(said),
      reasoning: told.reasoning ?? reasoning.read(said),
    };
  }),
};

/** The call is told where its answer is handled, a tool by the span that bears its name. */
function kindOf(said: Said): Kind {
  if (said.name === "handle_responses") return tokens.some((key) => said.has(key)) ? "llm" : "operation";
  return said.has("call_id") && said.text("tool_name") === said.name ? "tool" : "operation";
}
