import type { Said } from "./dialect.ts";
import { count, countAt, first, from, type Reader } from "./readers.ts";
import type { SaidUsage } from "./usage.ts";
import { Wanted } from "./wanted.ts";

const input = count(
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.prompt_tokens",
  "ai.usage.inputTokens",
  "ai.usage.promptTokens",
  "ai.usage.tokens",
  "llm.token_count.prompt",
  "llm.usage.prompt_tokens",
  "gen_ai.response.prompt_tokens",
);
const output = count(
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.completion_tokens",
  "ai.usage.outputTokens",
  "ai.usage.completionTokens",
  "llm.token_count.completion",
  "llm.usage.completion_tokens",
  "gen_ai.response.completion_tokens",
);
const cached = first(
  count(
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.input_cached_tokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.cachedInputTokens",
    "llm.token_count.prompt_details.cache_read",
    "gen_ai.usage.details.cache_read_tokens",
    "llm.usage.cache_read_input_tokens",
  ),
  countAt(["gen_ai.usage.input_token_details"], "cache_read"),
);
const cacheWrite = first(
  count(
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache_write_input_tokens",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
    "llm.token_count.prompt_details.cache_write",
    "gen_ai.usage.details.cache_write_tokens",
    "llm.usage.cache_creation_input_tokens",
  ),
  countAt(["gen_ai.usage.input_token_details"], "cache_creation"),
);
const reasoning = first(
  count(
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "ai.usage.reasoningTokens",
    "llm.token_count.completion_details.reasoning",
    "gen_ai.usage.details.reasoning_tokens",
    "llm.usage.reasoning_tokens",
  ),
  countAt(["gen_ai.usage.output_token_details"], "reasoning"),
);
const total = count(
  "gen_ai.usage.total_tokens",
  "ai.usage.totalTokens",
  "llm.usage.total_tokens",
  "llm.token_count.total",
);

const parts = {
  cacheWrite5m: count(
    "anthropic.usage.cache_creation.ephemeral_5m_input_tokens",
    "gen_ai.usage.cache_creation.5m_input_tokens",
  ),
  cacheWrite1h: count(
    "anthropic.usage.cache_creation.ephemeral_1h_input_tokens",
    "gen_ai.usage.cache_creation.1h_input_tokens",
  ),
  audioInput: count(
    "gen_ai.usage.audio.input_tokens",
    "gen_ai.usage.audio_input_tokens",
    "gen_ai.usage.input_audio_tokens",
    "llm.token_count.prompt_details.audio",
    "gen_ai.usage.details.input_audio_tokens",
  ),
  audioCached: count("gen_ai.usage.input_cached_audio_tokens", "gen_ai.usage.details.cache_audio_read_tokens"),
  audioOutput: count(
    "gen_ai.usage.audio.output_tokens",
    "gen_ai.usage.audio_output_tokens",
    "gen_ai.usage.output_audio_tokens",
    "llm.token_count.completion_details.audio",
    "gen_ai.usage.details.output_audio_tokens",
  ),
  imageInput: count("gen_ai.usage.image.input_tokens", "gen_ai.usage.input_image_tokens"),
  imageOutput: count("gen_ai.usage.image.output_tokens", "gen_ai.usage.output_image_tokens"),
  videoInput: count("gen_ai.usage.video.input_tokens"),
};

const totals = { input, output, cached, cacheWrite, reasoning };
const names = Object.keys(totals) as readonly (keyof typeof totals)[];
const partNames = Object.keys(parts) as readonly (keyof typeof parts)[];

const wanted = new Wanted();
for (const [index, name] of names.entries()) wanted.add(index, totals[name]);
for (const [index, name] of partNames.entries()) wanted.add(names.length + index, parts[name]);

/** Where tokens are told, whichever library wrote them; each number under one name, never two of them added. */
export const sharedUsage: Reader<SaidUsage> = from(
  [...Object.values(totals), ...Object.values(parts), total].flatMap(({ keys }) => keys),
  (said) => {
    const bits = wanted.among(said.present);
    const found: { -readonly [Name in keyof SaidUsage]: SaidUsage[Name] } = {};
    for (const [index, name] of names.entries()) {
      if ((bits & (1 << index)) !== 0) found[name] = totals[name].read(said);
    }
    if (found.cached || found.cacheWrite || found.reasoning) found.total = total.read(said);
    if (bits >> names.length !== 0) found.details = detailsOf(said);
    return found;
  },
);

function detailsOf(said: Said): SaidUsage["details"] {
  const found = partNames.flatMap((name) => {
    const value = parts[name].read(said);
    return value === undefined || value === 0 ? [] : [[name, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The shared way, by a library that is known to tell the cache apart from input, or reasoning apart from output. */
export const sharedUsageThat = (
  means: Pick<SaidUsage, "inputHoldsCache" | "outputHoldsReasoning">,
): Reader<SaidUsage> => from(sharedUsage.keys, (said) => ({ ...sharedUsage.read(said), ...means }));
