import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { from, list } from "./readers.ts";
import { sharedUsageThat } from "./shared-usage.ts";

const inclusive = sharedUsageThat({ inputHoldsCache: true });

/** The spans that Anthropic's own SDKs make: https://github.com/anthropics/anthropic-sdk-typescript */
export const anthropicSdk: Dialect = {
  name: "anthropic-sdk",
  keys: ["gen_ai.operation.name"],
  speaks: (said) => said.scope.startsWith("com.anthropic.sdk."),
  kind: kindOf,
  fields: {
    provider: from([], () => "anthropic"),
    finishReasons: list("gen_ai.response.finish_reasons", "anthropic.message.stop_reason"),
  },
  usage: from(inclusive.keys, (said) => (kindOf(said) === "llm" ? inclusive.read(said) : {})),
};

/** Of its many spans only those of messages are calls to a model; counting tokens uses none. */
function kindOf(said: Said): Kind {
  if (said.name.endsWith(".count_tokens")) return "operation";
  return kindByOperation(said) ?? "operation";
}
