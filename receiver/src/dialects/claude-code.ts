import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { canonicalProvider, providerOfModel } from "./providers.ts";
import { count, first, flag, from, mapped, text } from "./readers.ts";

const input = count("input_tokens");
const output = count("output_tokens");
const cached = count("cache_read_tokens");
const cacheWrite = count("cache_creation_tokens");

/** The spans of Claude Code: https://docs.claude.com/en/docs/claude-code/monitoring-usage */
export const claudeCode: Dialect = {
  name: "claude-code",
  keys: ["span.type"],
  speaks: (said) => said.scope === "com.anthropic.claude_code.tracing",
  kind: kindOf,
  fields: {
    model: text("gen_ai.request.model", "model"),
    provider: first(mapped(text("gen_ai.system"), canonicalProvider), mapped(text("model"), providerOfModel)),
    failed: mapped(flag("success"), (success) => (success ? undefined : true)),
    errorMessage: text("error.message", "error"),
  },
  usage: from(
    [input, output, cached, cacheWrite].flatMap(({ keys }) => keys),
    (said) => ({
      input: input.read(said),
      output: output.read(said),
      cached: cached.read(said),
      cacheWrite: cacheWrite.read(said),
      inputHoldsCache: false,
    }),
  ),
};

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["interaction", "agent"],
  ["llm_request", "llm"],
  ["tool", "tool"],
]);

/** A tool waits to be allowed and is then executed: both are parts of the one call. */
function kindOf(said: Said): Kind {
  return kinds.get(said.text("span.type") ?? said.name.replace("claude_code.", "")) ?? "operation";
}
