import type { DatedPrices } from "./rates.ts";

/** Raised with every change below, as it is part of the version a computed cost names. */
export const correctionsVersion = 1;

interface Correction {
  readonly providers: readonly string[];
  /** The package's id of the model. */
  readonly model: string;
  /** Only where the name asked for has this in it. */
  readonly name?: string;
  /** None: nobody publishes a price. */
  readonly prices: DatedPrices | undefined;
}

function from(day: string, prices: DatedPrices[number]["prices"]): DatedPrices[number] {
  return { constraint: { type: "start_date", start_date: day }, prices };
}

const openai = ["openai", "azure"];

/** Since September 2025 DeepSeek has one price for the whole day, and one for both of its names. */
const deepseekSince2025: DatedPrices = [
  from("2025-09-05T16:00:00Z", { input_mtok: 0.56, cache_read_mtok: 0.07, output_mtok: 1.68 }),
  from("2025-09-29", { input_mtok: 0.28, cache_read_mtok: 0.028, output_mtok: 0.42 }),
  from("2026-04-24", { input_mtok: 0.14, cache_read_mtok: 0.0028, output_mtok: 0.28 }),
];

function dayPrices(off: DatedPrices[number]["prices"], standard: DatedPrices[number]["prices"]): DatedPrices {
  const hours = { type: "time_of_date", start_time: "00:30:00Z", end_time: "16:30:00Z" } as const;
  return [{ prices: off }, { constraint: hours, prices: standard }, ...deepseekSince2025];
}

function longContext(base: number, long: number) {
  return { base, tiers: [{ start: 200_000, price: long }] };
}

/** Where the package differs from what the provider itself publishes. */
const corrections: readonly Correction[] = [
  // https://platform.openai.com/docs/pricing, audio tokens
  {
    providers: openai,
    model: "gpt-4o-audio-preview",
    prices: [{ prices: { input_mtok: 2.5, output_mtok: 10, input_audio_mtok: 40, output_audio_mtok: 80 } }],
  },
  {
    providers: openai,
    model: "gpt-4o-mini-audio-preview",
    prices: [{ prices: { input_mtok: 0.15, output_mtok: 0.6, input_audio_mtok: 10, output_audio_mtok: 20 } }],
  },
  // https://community.openai.com/t/o3-is-80-cheaper-and-introducing-o3-pro/1284925: cached input was $2.50 before
  {
    providers: ["openai"],
    model: "o3",
    prices: [
      { prices: { input_mtok: 10, cache_read_mtok: 2.5, output_mtok: 40 } },
      from("2025-06-10", { input_mtok: 2, cache_read_mtok: 0.5, output_mtok: 8, web_searches_kcount: 10 }),
    ],
  },
  // OpenAI publishes these models' weights and does not serve them: https://platform.openai.com/docs/pricing
  { providers: openai, model: "gpt-oss-120b", prices: undefined },
  { providers: openai, model: "gpt-oss-20b", prices: undefined },
  { providers: openai, model: "gpt-oss-safeguard-20b", prices: undefined },
  // https://groq.com/pricing
  {
    providers: ["groq"],
    model: "openai/gpt-oss-120b",
    name: "safeguard-20b",
    prices: [{ prices: { input_mtok: 0.075, cache_read_mtok: 0.0375, output_mtok: 0.3 } }],
  },
  // https://docs.anthropic.com/en/docs/about-claude/pricing#long-context-pricing names Sonnet 4 beside 4.5
  {
    providers: ["anthropic"],
    model: "claude-sonnet-4-0",
    prices: [
      {
        prices: {
          input_mtok: longContext(3, 6),
          cache_write_mtok: longContext(3.75, 7.5),
          cache_write_1h_mtok: longContext(6, 12),
          cache_read_mtok: longContext(0.3, 0.6),
          output_mtok: longContext(15, 22.5),
          web_searches_kcount: 10,
        },
      },
    ],
  },
  // https://aws.amazon.com/bedrock/pricing: $0.00002 for a thousand tokens
  {
    providers: ["aws"],
    model: "amazon.titan-embed-text-v1",
    name: "titan-embed-text-v2",
    prices: [{ prices: { input_mtok: 0.02 } }],
  },
  // https://docs.mistral.ai/models/mistral-large-3-25-12: the alias moved to it
  {
    providers: ["mistral"],
    model: "mistral-large",
    name: "mistral-large-latest",
    prices: [
      { prices: { input_mtok: 2, output_mtok: 6 } },
      from("2025-12-02", { input_mtok: 0.5, cache_read_mtok: 0.05, output_mtok: 1.5 }),
    ],
  },
  // https://api-docs.deepseek.com/news: 2025-08-21, 2025-09-29, 2026-04-24
  {
    providers: ["deepseek"],
    model: "deepseek-chat",
    prices: dayPrices(
      { input_mtok: 0.135, cache_read_mtok: 0.035, output_mtok: 0.55 },
      { input_mtok: 0.27, cache_read_mtok: 0.07, output_mtok: 1.1 },
    ),
  },
  {
    providers: ["deepseek"],
    model: "deepseek-reasoner",
    prices: dayPrices(
      { input_mtok: 0.135, cache_read_mtok: 0.035, output_mtok: 0.55 },
      { input_mtok: 0.55, cache_read_mtok: 0.14, output_mtok: 2.19 },
    ),
  },
  // https://docs.perplexity.ai/getting-started/pricing: the fee of the default search context, "low"; the package has "high"
  {
    providers: ["perplexity"],
    model: "sonar",
    prices: [{ prices: { input_mtok: 1, output_mtok: 1, requests_kcount: 5 } }],
  },
  {
    providers: ["perplexity"],
    model: "sonar-pro",
    prices: [{ prices: { input_mtok: 3, output_mtok: 15, requests_kcount: 6 } }],
  },
  {
    providers: ["perplexity"],
    model: "sonar-reasoning",
    prices: [{ prices: { input_mtok: 1, output_mtok: 5, requests_kcount: 5 } }],
  },
  {
    providers: ["perplexity"],
    model: "sonar-reasoning-pro",
    prices: [{ prices: { input_mtok: 2, output_mtok: 8, requests_kcount: 6 } }],
  },
  // Placeholders of the package without a price, not models that are free.
  { providers: ["cerebras"], model: "qwen-3-coder-480b", prices: undefined },
  { providers: ["huggingface_together"], model: "ServiceNow-AI/Apriel-1.6-15b-Thinker", prices: undefined },
];

interface Found {
  readonly provider: string;
  readonly model: string;
  readonly name: string;
  readonly prices: DatedPrices;
}

export function corrected({ provider, model, name, prices }: Found): DatedPrices | undefined {
  const correction = corrections.find((known) => {
    return known.model === model && known.providers.includes(provider) && name.includes(known.name ?? "");
  });
  return correction === undefined ? prices : correction.prices;
}
