import type { ConditionalPrice, ModelPrice } from "@pydantic/genai-prices";
import { type PicoDollars, picoDollars } from "../model/cost.ts";

/** Pico-dollars for a million: of tokens, or of requests. */
export type Rate = PicoDollars;

/** What each bucket costs. A bucket without a rate of its own has the rate of what it is a part of. */
export interface Rates {
  /** Undefined where the model is not paid for by tokens: then tokens have no price. */
  readonly input: Rate | undefined;
  readonly output: Rate | undefined;
  readonly cacheRead: Rate | undefined;
  readonly cacheWrite: Rate | undefined;
  readonly cacheWrite1h: Rate | undefined;
  readonly audioInput: Rate | undefined;
  readonly audioCached: Rate | undefined;
  readonly imageInput: Rate | undefined;
  readonly videoInput: Rate | undefined;
  readonly audioOutput: Rate | undefined;
  readonly imageOutput: Rate | undefined;
  /** Undefined where reasoning is not priced apart from the rest of the output. */
  readonly reasoning: Rate | undefined;
  /** For every request, whatever it reads and writes. */
  readonly request: Rate | undefined;
  readonly webSearch: Rate | undefined;
}

/** The rates of a request whose input is larger than `over` tokens; the whole request has them. */
export interface Step {
  readonly over: number;
  /** Undefined where there is no published price for a request of this size. */
  readonly rates: Rates | undefined;
}

/** US dollars for a million tokens, as the package and the providers write them. */
type Published = (key: string) => Rate | undefined;

/** Smallest first; there is always one for `over: 0`. */
export function stepsOf(prices: ModelPrice, model: string): Step[] {
  if (Object.keys(prices).length === 0) return [{ over: 0, rates: free }];
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === "object" ? price.tiers.map(({ start }) => start) : [],
  );
  const steps = [...new Set([0, ...starts])].sort((a, b) => a - b);
  return steps.map((over) => ({ over, rates: ratesOf(publishedAt(prices, over), model) }));
}

function publishedAt(prices: ModelPrice, over: number): Published {
  return (key) => {
    const price = prices[key];
    if (price === undefined || typeof price === "number") return picoDollars(price);
    return picoDollars(price.tiers.findLast(({ start }) => start <= over && over > 0)?.price ?? price.base);
  };
}

/** Anthropic's rule, on every platform: a write that lives an hour costs twice the input. */
const hourFactor = 2n;

function ratesOf(published: Published, model: string): Rates {
  const input = published("input_mtok");
  const output = published("output_mtok");
  const cacheRead = published("cache_read_mtok") ?? input;
  const cacheWrite = published("cache_write_5m_mtok") ?? published("cache_write_mtok") ?? input;
  const claudeHour = model.includes("claude") && input !== undefined ? input * hourFactor : undefined;
  const audioInput = published("input_audio_mtok") ?? input;
  return {
    input,
    output,
    cacheRead,
    cacheWrite,
    cacheWrite1h: published("cache_write_1h_mtok") ?? claudeHour ?? cacheWrite,
    audioInput,
    audioCached: published("cache_audio_read_mtok") ?? published("cache_read_mtok") ?? audioInput,
    imageInput: published("input_image_mtok") ?? input,
    videoInput: published("input_video_mtok") ?? input,
    audioOutput: published("output_audio_mtok") ?? output,
    imageOutput: published("output_image_mtok") ?? output,
    reasoning: published("output_reasoning_mtok"),
    request: perThousand(published("requests_kcount")),
    webSearch: perThousand(published("web_searches_kcount")),
  };
}

function perThousand(rate: Rate | undefined): Rate | undefined {
  return rate === undefined ? undefined : rate * 1000n;
}

/** The package writes "free of charge" as no prices at all. */
const free: Rates = {
  input: 0n,
  output: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  cacheWrite1h: 0n,
  audioInput: 0n,
  audioCached: 0n,
  imageInput: 0n,
  videoInput: 0n,
  audioOutput: 0n,
  imageOutput: 0n,
  reasoning: undefined,
  request: undefined,
  webSearch: undefined,
};

/** Every token's rate, as `change` makes it; what is paid for by the piece stays. */
export function tokenRates(rates: Rates, change: (rate: Rate) => Rate): Rates {
  const changed = Object.entries(rates).map(([name, rate]: [string, Rate | undefined]) => {
    return [name, rate === undefined || name === "request" || name === "webSearch" ? rate : change(rate)];
  });
  return Object.fromEntries(changed) as unknown as Rates;
}

export type DatedPrices = readonly ConditionalPrice[];
