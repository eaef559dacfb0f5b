import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { costText, counts, sinceStart } from "./fields.ts";
import { usageInAnswer } from "./provider-usage.ts";
import { first, from, fromAny, mapped, textAt } from "./readers.ts";
import type { SaidUsage } from "./usage.ts";

const usageKey = "langfuse.observation.usage_details";
const costKey = "langfuse.observation.cost_details";
const levelKey = "langfuse.observation.level";

/**
 * https://github.com/langfuse/langfuse/blob/main/packages/shared/src/server/otel/attributes.ts
 * Others write one or another of its attributes on spans of their own: only what makes an observation makes it Langfuse.
 */
export const langfuse: Dialect = {
  name: "langfuse",
  keys: [
    "langfuse.observation.type",
    "langfuse.observation.model.name",
    "langfuse.observation.model",
    "langfuse.observation.input",
    usageKey,
  ],
  speaks: (said) =>
    said.scope === "langfuse-sdk" ||
    said.has("langfuse.observation.type") ||
    said.has("langfuse.observation.model.name") ||
    said.has("langfuse.observation.model") ||
    said.has("langfuse.observation.input"),
  kind: kindOf,
  fields: {
    agentName: fromAny([], (said) => nameOf(said, "agent")),
    toolName: fromAny([], (said) => nameOf(said, "tool")),
    reportedCost: first(
      mapped(textAt([costKey], "total"), costText),
      from([costKey], (said) => sumOfParts(said.json(costKey))),
    ),
    streaming: mapped(textAt(["langfuse.observation.model.parameters"], "stream"), (told) =>
      told === "true" ? true : told === "false" ? false : undefined,
    ),
    firstTokenNanos: sinceStart("langfuse.observation.completion_start_time"),
    failed: from([levelKey], (said) => (said.text(levelKey)?.toUpperCase() === "ERROR" ? true : undefined)),
    errorMessage: from([levelKey, "langfuse.observation.status_message"], (said) =>
      said.text(levelKey)?.toUpperCase() === "ERROR" ? said.text("langfuse.observation.status_message") : undefined,
    ),
  },
  usage: from([usageKey], usageOf),
};

/** Old versions for Python call a generation a span. */
function kindOf(said: Said): Kind {
  const told = said.text("langfuse.observation.type")?.toLowerCase() ?? "span";
  if (told !== "span") return kinds.get(told) ?? "operation";
  const isCall =
    said.has("langfuse.observation.model.name") || said.has("langfuse.observation.model") || said.has(usageKey);
  return isCall ? "llm" : "operation";
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["generation", "llm"],
  ["embedding", "embedding"],
  ["agent", "agent"],
  ["tool", "tool"],
  ["chain", "workflow"],
  ["retriever", "retrieval"],
  ["guardrail", "guardrail"],
  ["evaluator", "evaluator"],
  ["event", "event"],
]);

function nameOf(said: Said, kind: Kind): string | undefined {
  return said.name !== "" && kindOf(said) === kind ? said.name : undefined;
}

/**
 * Each number is for tokens of its own: what was cached is not in `input`, nor is reasoning in `output`. A program may
 * tell them otherwise; then `input` and `output` alone make the total.
 */
function usageOf(said: Said): SaidUsage | undefined {
  const told = counts(said, usageKey);
  if (told.size === 0) return undefined;
  const input = told.get("input");
  const output = told.get("output");
  if (input === undefined && output === undefined) return usageInAnswer(said.json(usageKey));
  const parts = {
    cached: sumOf(told, isCacheRead),
    cacheWrite: sumOf(told, isCacheWrite),
    reasoning: told.get("output_reasoning_tokens") ?? told.get("output_reasoning"),
  };
  if (told.get("total") === (input ?? 0) + (output ?? 0)) return { ...parts, input, output };
  const whole = {
    input: sumOf(told, (name) => name.startsWith("input") || isCacheRead(name) || isCacheWrite(name)),
    output: sumOf(told, (name) => name.startsWith("output")),
    inputHoldsCache: true,
  };
  const isWhole = whole.input === input && whole.output === output;
  return { ...parts, ...whole, source: isWhole ? undefined : "sum of parts that are told apart" };
}

function isCacheRead(name: string): boolean {
  return name === "input_cached_tokens" || name === "input_cache_read" || name === "cache_read_input_tokens";
}

function isCacheWrite(name: string): boolean {
  return name === "input_cache_creation" || name === "input_cache_write" || name.startsWith("cache_creation_input");
}

function sumOf(told: ReadonlyMap<string, number>, isPart: (name: string) => boolean): number | undefined {
  const parts = [...told].filter(([name]) => isPart(name)).map(([, value]) => value);
  const sum = parts.reduce((total, value) => total + value, 0);
  return parts.length === 0 || !Number.isSafeInteger(sum) ? undefined : sum;
}

function sumOfParts(costs: unknown): string | undefined {
  if (typeof costs !== "object" || costs === null || Object.hasOwn(costs, "total")) return undefined;
  const sum = Object.values(costs).reduce<number>((total, value) => total + Number(value), 0);
  return costText(String(sum));
}
