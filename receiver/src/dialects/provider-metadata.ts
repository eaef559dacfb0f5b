import type { UsageDetails } from "../model/facts.ts";
import type { Said } from "./dialect.ts";
import { from, member, type Reader, wholeNumber } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";
import type { SaidUsage } from "./usage.ts";

/** What the provider itself said about a call, passed on by the AI SDK in the provider's own words. */
export const metadataKey = "ai.response.providerMetadata";

/**
 * Tokens as the AI SDK tells them, with what only the provider's own words tell: most versions have no attribute for the
 * cache. Whether the totals hold it is seen by comparing them with the provider's: until version 5 they do not.
 */
export const usageWithMetadata: Reader<SaidUsage> = from([...sharedUsage.keys, metadataKey], (said) => {
  const told = sharedUsage.read(said) ?? {};
  const metadata = said.json(metadataKey);
  const own = readers.map(([name, read]) => [member(metadata, name), read] as const).find(([value]) => isMap(value));
  if (own === undefined) return told;
  const [value, read] = own;
  const found = read(value, told, said);
  return { ...found, ...defined(told), details: detailsOf(found.details, told.details) };
});

type ReadMetadata = (own: unknown, told: SaidUsage, said: Said) => SaidUsage;

const readers: readonly (readonly [string, ReadMetadata])[] = [
  ["anthropic", ofAnthropic],
  ["bedrock", ofBedrock],
  ["google", ofGoogle],
  ["vertex", ofGoogle],
  ["openai", ofOpenai],
  ["azure", ofOpenai],
  ["deepseek", (own) => ({ cached: numberIn(own, "promptCacheHitTokens") })],
];

function ofAnthropic(own: unknown, { input }: SaidUsage): SaidUsage {
  const usage = member(own, "usage");
  const uncached = numberIn(usage, "input_tokens");
  const lifetimes = member(usage, "cache_creation");
  return {
    cached: numberIn(usage, "cache_read_input_tokens") ?? numberIn(own, "cacheReadInputTokens"),
    cacheWrite: numberIn(usage, "cache_creation_input_tokens") ?? numberIn(own, "cacheCreationInputTokens"),
    inputHoldsCache: uncached !== undefined && input !== uncached,
    details: {
      ...part("cacheWrite5m", numberIn(lifetimes, "ephemeral_5m_input_tokens")),
      ...part("cacheWrite1h", numberIn(lifetimes, "ephemeral_1h_input_tokens")),
      ...part("webSearches", numberIn(member(usage, "server_tool_use"), "web_search_requests")),
    },
  };
}

function ofBedrock(own: unknown): SaidUsage {
  const usage = member(own, "usage");
  return { cached: numberIn(usage, "cacheReadInputTokens"), cacheWrite: numberIn(usage, "cacheWriteInputTokens") };
}

function ofGoogle(own: unknown, { output }: SaidUsage): SaidUsage {
  const usage = member(own, "usageMetadata");
  const visible = numberIn(usage, "candidatesTokenCount");
  return {
    cached: numberIn(usage, "cachedContentTokenCount"),
    reasoning: numberIn(usage, "thoughtsTokenCount"),
    outputHoldsReasoning: visible === undefined || output !== visible,
  };
}

function ofOpenai(own: unknown): SaidUsage {
  return { cached: numberIn(own, "cachedPromptTokens"), reasoning: numberIn(own, "reasoningTokens") };
}

const numberIn = (map: unknown, name: string) => wholeNumber(member(map, name));
const isMap = (value: unknown) => typeof value === "object" && value !== null;
const part = (name: keyof UsageDetails, value: number | undefined): UsageDetails => (value ? { [name]: value } : {});

function defined(told: SaidUsage): SaidUsage {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

function detailsOf(found: UsageDetails | undefined, told: UsageDetails | undefined): UsageDetails | undefined {
  const all = { ...found, ...told };
  return Object.keys(all).length === 0 ? undefined : all;
}
