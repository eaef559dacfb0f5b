import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { costText, tierOf } from "./fields.ts";
import { metadataKey, usageWithMetadata } from "./provider-metadata.ts";
import { canonicalProvider } from "./providers.ts";
import { first, from, mapped, text, textAt } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";

/** The AI SDK by the names of its versions 3.3 to 6: https://ai-sdk.dev/docs/ai-sdk-core/telemetry */
export const vercelAi: Dialect = {
  name: "vercel-ai",
  keys: ["ai.operationId", "operation.name"],
  speaks: (said) => said.scope === "ai" || operationOf(said)?.startsWith("ai.") === true,
  kind: kindOf,
  fields: {
    agentName: text("gen_ai.agent.name", "ai.telemetry.functionId"),
    provider: mapped(inMetadata("gateway", "routing", "finalProvider"), canonicalProvider),
    reportedCost: first(
      mapped(inMetadata("gateway", "cost"), costText),
      mapped(inMetadata("openrouter", "usage", "cost"), costText),
    ),
    tier: first(
      mapped(inMetadata("openai", "serviceTier"), tierOf),
      mapped(inMetadata("anthropic", "usage", "service_tier"), tierOf),
    ),
    streaming: from(["ai.operationId", "operation.name"], (said) => {
      const operation = operationOf(said) ?? "";
      if (operation.startsWith("ai.stream")) return true;
      return operation.startsWith("ai.generate") ? false : undefined;
    }),
  },
  /** Wrappers pass on the provider's words of their last step alone, whatever their tokens are the sum of. */
  usage: from(usageWithMetadata.keys, (said) =>
    kindOf(said) === "operation" ? sharedUsage.read(said) : usageWithMetadata.read(said),
  ),
};

function inMetadata(...path: readonly string[]) {
  return textAt([metadataKey], ...path);
}

/** `operation.name` ends with the name of the function, after a space. */
function operationOf(said: Said): string | undefined {
  return said.text("ai.operationId") ?? said.text("operation.name")?.split(" ", 1)[0];
}

/** What is not a call to a provider or to a tool is a wrapper, whose tokens are those of its steps, or of the last. */
function kindOf(said: Said): Kind {
  const operation = operationOf(said) ?? said.name;
  if (operation === "ai.toolCall") return "tool";
  return kinds.get(operation.slice(operation.lastIndexOf(".") + 1)) ?? "operation";
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["doGenerate", "llm"],
  ["doStream", "llm"],
  ["doEmbed", "embedding"],
  ["doRerank", "rerank"],
]);
