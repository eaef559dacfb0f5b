import type { Usage, UsageDetails } from "../model/facts.ts";
import type { Kind } from "../model/span.ts";

/** Tokens as a library tells them, before they mean the same everywhere. */
export interface SaidUsage {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cached?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
  /** As it is told, not as it is added up. */
  readonly total?: number | undefined;
  readonly details?: UsageDetails | undefined;
  /** Whether `input` holds what was read from and written to the cache. Undefined: nobody says. */
  readonly inputHoldsCache?: boolean | undefined;
  /** Whether `output` holds the reasoning. Undefined means that it does, unless the numbers say otherwise. */
  readonly outputHoldsReasoning?: boolean | undefined;
  /** Where it was found, when not in attributes that are there for it. */
  readonly source?: string | undefined;
}

export interface ReadUsage {
  readonly usage: Usage;
  readonly rule: string;
  readonly details: UsageDetails | undefined;
}

/**
 * Input with all that the model read, output with all that it made, and the rule that led there. Where neither is told
 * nothing is; where a model's call tells one of them alone, as a stream that was broken off does, the rule says so.
 */
export function normalised(said: SaidUsage, kind: Kind = "llm"): ReadUsage | undefined {
  if (said.input === undefined && said.output === undefined) return undefined;
  const cached = said.cached ?? 0;
  const cacheWrite = said.cacheWrite ?? 0;
  const reasoning = said.reasoning ?? 0;
  const { input, rule: inputRule } = inputOf(said, cached + cacheWrite, reasoning);
  const { output, rule: outputRule } = outputOf(said, reasoning, cached + cacheWrite);
  return {
    usage: { input, output, cached, cacheWrite, reasoning },
    rule: [said.source, inputRule, outputRule, missingIn(said, kind)].filter(Boolean).join("; ") || "as told",
    details: said.details,
  };
}

function missingIn({ input, output }: SaidUsage, kind: Kind): string {
  if (kind === "llm" && output === undefined) return "output not told";
  return input === undefined ? "input not told" : "";
}

function inputOf(said: SaidUsage, ofCache: number, reasoning: number): { input: number; rule: string } {
  const { input = 0, inputHoldsCache } = said;
  if (ofCache === 0 || inputHoldsCache === true) return { input, rule: "" };
  if (inputHoldsCache === false) return { input: sum(input, ofCache), rule: "cache added to input: told apart" };
  if (ofCache > input) return { input: sum(input, ofCache), rule: "cache added to input: more than all input" };
  if (isBesides(said, ofCache, reasoning))
    return { input: sum(input, ofCache), rule: "cache added to input: the total holds it besides" };
  return { input, rule: "" };
}

function outputOf(said: SaidUsage, reasoning: number, ofCache: number): { output: number; rule: string } {
  const { output = 0, outputHoldsReasoning } = said;
  if (reasoning === 0) return { output, rule: "" };
  if (outputHoldsReasoning === false)
    return { output: sum(output, reasoning), rule: "reasoning added to output: told apart" };
  if (reasoning > output)
    return { output: sum(output, reasoning), rule: "reasoning added to output: more than all output" };
  if (outputHoldsReasoning === undefined && isBesides(said, reasoning, ofCache))
    return { output: sum(output, reasoning), rule: "reasoning added to output: the total holds it besides" };
  return { output, rule: "" };
}

/** Whether the total holds the part besides input and output; one that might as well be the other part says nothing. */
function isBesides({ input = 0, output = 0, total = 0 }: SaidUsage, part: number, other: number): boolean {
  const besides = total - input - output;
  return part !== other && (besides === part || besides === part + other);
}

/** Numbers that make no sense are told, too: what comes of them is still a count. */
function sum(left: number, right: number): number {
  return Math.min(left + right, Number.MAX_SAFE_INTEGER);
}
