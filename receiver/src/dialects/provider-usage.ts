import { member, wholeNumber } from "./readers.ts";
import type { SaidUsage } from "./usage.ts";

/** Tokens in the words of the provider's own API, as they stand in the body of its answer; undefined when it is none. */
export function usageInAnswer(usage: unknown): SaidUsage | undefined {
  const count = (...path: readonly string[]) => wholeNumber(path.reduce<unknown>(member, usage));
  return openaiChat(count) ?? openaiResponse(count) ?? anthropic(count) ?? gemini(count);
}

type Count = (...path: readonly string[]) => number | undefined;

/** https://platform.openai.com/docs/api-reference/chat/object */
function openaiChat(count: Count): SaidUsage | undefined {
  const input = count("prompt_tokens");
  if (input === undefined) return undefined;
  return {
    input,
    output: count("completion_tokens"),
    cached: count("prompt_tokens_details", "cached_tokens"),
    reasoning: count("completion_tokens_details", "reasoning_tokens"),
    inputHoldsCache: true,
  };
}

/** https://platform.openai.com/docs/api-reference/responses/object */
function openaiResponse(count: Count): SaidUsage | undefined {
  const cached = count("input_tokens_details", "cached_tokens");
  const reasoning = count("output_tokens_details", "reasoning_tokens");
  if (cached === undefined && reasoning === undefined) return undefined;
  return { input: count("input_tokens"), output: count("output_tokens"), cached, reasoning, inputHoldsCache: true };
}

/** https://platform.claude.com/docs/en/api/messages: three numbers, each for tokens of its own. */
function anthropic(count: Count): SaidUsage | undefined {
  const input = count("input_tokens");
  if (input === undefined) return undefined;
  const cacheWrite5m = count("cache_creation", "ephemeral_5m_input_tokens");
  const cacheWrite1h = count("cache_creation", "ephemeral_1h_input_tokens");
  return {
    input,
    output: count("output_tokens"),
    cached: count("cache_read_input_tokens"),
    cacheWrite: count("cache_creation_input_tokens"),
    details: cacheWrite5m || cacheWrite1h ? defined({ cacheWrite5m, cacheWrite1h }) : undefined,
    inputHoldsCache: false,
  };
}

/** https://ai.google.dev/api/generate-content#UsageMetadata: candidates are told without the thoughts. */
function gemini(count: Count): SaidUsage | undefined {
  const input = count("promptTokenCount") ?? count("prompt_token_count");
  if (input === undefined) return undefined;
  return {
    input,
    output: count("candidatesTokenCount") ?? count("candidates_token_count"),
    cached: count("cachedContentTokenCount") ?? count("cached_content_token_count"),
    reasoning: count("thoughtsTokenCount") ?? count("thoughts_token_count"),
    inputHoldsCache: true,
    outputHoldsReasoning: false,
  };
}

function defined<Told extends object>(told: Told): { [Name in keyof Told]: number } {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => (value ?? 0) > 0)) as never;
}
