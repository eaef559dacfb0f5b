import { type PicoDollars, picoDollars } from "../model/cost.ts";
import { type Rates, type Step, tokenRates } from "./rates.ts";

export interface Sold {
  /** The package's ids. */
  readonly provider: string;
  readonly model: string;
  readonly name: string;
  readonly tier: string | undefined;
}

type Change = (steps: readonly Step[]) => readonly Step[];

const usual: ReadonlySet<string | undefined> = new Set([undefined, "", "standard", "default", "auto", "on_demand"]);

/** The steps of a model as they are in the tier it was bought in; undefined where nobody publishes a price for that. */
export function inTier(steps: readonly Step[], sold: Sold): readonly Step[] | undefined {
  const tier = sold.tier?.toLowerCase();
  if (usual.has(tier)) return steps;
  if (tier === "batch") return batch(sold)?.(steps);
  if (tier === "flex") return flex(sold)?.(steps);
  return tier === "priority" ? priority(sold)?.(steps) : undefined;
}

function times(numerator: bigint, denominator: bigint): Change {
  return eachStep((rates) => tokenRates(rates, (rate) => (rate * numerator) / denominator));
}

function eachStep(change: (rates: Rates) => Rates): Change {
  return (steps) => steps.map(({ over, rates }) => ({ over, rates: rates && change(rates) }));
}

const half = times(1n, 2n);
/** Nothing off what is read from the cache. */
const halfButCached = eachStep((rates) => {
  const halved = tokenRates(rates, (rate) => rate / 2n);
  return { ...halved, cacheRead: rates.cacheRead, audioCached: rates.audioCached };
});
/** The cache brings no saving beyond the batch's. */
const halfNoCache = eachStep((rates) => {
  const halved = tokenRates(rates, (rate) => rate / 2n);
  return { ...halved, cacheRead: halved.input, audioCached: halved.audioInput };
});
const asUsual: Change = (steps) => steps;

const notInBatch = /audio|realtime|transcribe|tts|whisper|search|chat|live/;
const openaiModel = /^(?:ft:)?(?:gpt-|o\d|text-embedding-)/;
const cachedInBatch = /^gpt-[56]/;
const bedrockBatch = /claude|nova|llama/;

/**
 * https://platform.openai.com/docs/pricing (batch: cached input is listed for GPT-5 and later alone)
 * https://docs.anthropic.com/en/docs/about-claude/pricing#batch-processing (multiplies with the cache's)
 * https://ai.google.dev/gemini-api/docs/batch-api (cache hits cost what they cost outside of a batch)
 * https://aws.amazon.com/bedrock/pricing, https://mistral.ai/pricing, https://console.groq.com/docs/batch
 */
function batch({ provider, name }: Sold): Change | undefined {
  if (provider === "anthropic" || provider === "mistral") return half;
  if (notInBatch.test(name)) return undefined;
  if (provider === "google") return name.includes("claude") ? half : geminiBatch(name);
  if (provider === "aws") return bedrockBatch.test(name) ? half : undefined;
  if (provider === "groq") return halfNoCache;
  if (provider !== "openai" && provider !== "azure") return undefined;
  if (!openaiModel.test(name)) return undefined;
  return cachedInBatch.test(name) ? half : halfNoCache;
}

function geminiBatch(name: string): Change | undefined {
  return name.startsWith("gemini-") ? halfButCached : undefined;
}

/** https://platform.openai.com/docs/pricing?latest-pricing=flex */
const openaiFlex: ReadonlySet<string> = new Set([
  ...["gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5.1", "gpt-5.2", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano"],
  ...["gpt-5.4-pro", "gpt-5.5", "gpt-5.5-pro", "o3", "o4-mini"],
]);
/** https://ai.google.dev/gemini-api/docs/pricing */
const geminiFlex = /^gemini-3\.[5-8]-flash/;
const notInFlex = /codex|chat/;

function flex({ provider, model, name }: Sold): Change | undefined {
  if (provider === "openai") return openaiFlex.has(model) && !notInFlex.test(name) ? half : undefined;
  if (provider === "google") return geminiFlex.test(name) ? halfButCached : undefined;
  // https://console.groq.com/docs/flex-processing: the same price, at the risk of being turned away
  return provider === "groq" ? asUsual : undefined;
}

/** Input, cached input and output for a million tokens: https://openai.com/api-priority-processing */
const openaiPriority: ReadonlyMap<string, readonly [number, number | undefined, number]> = new Map([
  ["gpt-5.5", [12.5, 1.25, 75]],
  ["gpt-5.4", [5, 0.5, 30]],
  ["gpt-5.4-mini", [1.5, 0.15, 9]],
  ["gpt-5.2", [3.5, 0.35, 28]],
  ["gpt-5.1", [2.5, 0.25, 20]],
  ["gpt-5.1-codex", [2.5, 0.25, 20]],
  ["gpt-5", [2.5, 0.25, 20]],
  ["gpt-5-mini", [0.45, 0.045, 3.6]],
  ["gpt-4.1", [3.5, 0.875, 14]],
  ["gpt-4.1-mini", [0.7, 0.175, 2.8]],
  ["gpt-4.1-nano", [0.2, 0.05, 0.8]],
  ["gpt-4o", [4.25, 2.125, 17]],
  ["gpt-4o-2024-05-13", [8.75, undefined, 26.25]],
  ["gpt-4o-mini", [0.25, 0.125, 1]],
  ["o3", [3.5, 0.875, 14]],
  ["o4-mini", [2, 0.5, 8]],
]);
const notInPriority = /chat|search/;
/** https://ai.google.dev/gemini-api/docs/pricing: 1.8 times */
const geminiPriority = /^gemini-3\.[78]-flash/;

function priority({ provider, model, name }: Sold): Change | undefined {
  if (provider === "google") return geminiPriority.test(name) ? times(9n, 5n) : undefined;
  const published = openaiPriority.get(model);
  if (provider !== "openai" || published === undefined || notInPriority.test(name)) return undefined;
  const [input, cached, output] = published.map(picoDollars);
  return (steps) => steps.map((step) => (step.over > 0 ? unpriced(step) : priced(step, { input, cached, output })));
}

/** Priority is not sold for long contexts. */
function unpriced({ over }: Step): Step {
  return { over, rates: undefined };
}

interface Published {
  readonly input: PicoDollars | undefined;
  readonly cached: PicoDollars | undefined;
  readonly output: PicoDollars | undefined;
}

function priced({ over, rates }: Step, { input, cached = input, output }: Published): Step {
  if (rates === undefined) return { over, rates };
  const ins = {
    input,
    cacheRead: cached,
    cacheWrite: input,
    cacheWrite1h: input,
    imageInput: input,
    videoInput: input,
  };
  const outs = { output, imageOutput: output };
  return { over, rates: { ...rates, ...ins, ...outs, audioInput: input, audioCached: cached, audioOutput: output } };
}
