import { expect, test } from "vitest";
import { type Call, dollars, picoDollars } from "../model/cost.ts";
import { ownPriceBook } from "./own-prices.ts";
import { openPriceBook } from "./prices.ts";

const nothing = ownPriceBook.parse({});
const book = openPriceBook(() => nothing);

type Asked = Omit<Partial<Call>, "usage" | "at"> & { readonly usage?: Partial<Call["usage"]>; readonly day?: string };

function callOf({ usage, day = "2026-11-01T12:00:00Z", ...rest }: Asked): Call {
  return {
    project: "default",
    provider: undefined,
    model: undefined,
    responseModel: undefined,
    at: BigInt(Date.parse(day)) * 1_000_000n,
    usage: { input: 0, output: 0, cached: 0, cacheWrite: 0, reasoning: 0, ...usage },
    details: {},
    tier: undefined,
    ...rest,
  };
}

/** What a call costs, part by part. */
function cost(asked: Asked) {
  const priced = book.price(callOf(asked));
  if (priced === undefined) return undefined;
  const { total, input, output, cached, cacheWrite } = priced;
  return { total, input, output, cached, cacheWrite };
}

/** Tokens times US dollars for a million of them. */
function at(tokens: number, rate: number): bigint {
  return (BigInt(tokens) * (picoDollars(rate) ?? 0n)) / 1_000_000n;
}

function parts({ input = 0n, output = 0n, cached = 0n, cacheWrite = 0n }) {
  return { total: input + output + cached + cacheWrite, input, output, cached, cacheWrite };
}

const openai = { provider: "openai" };
const anthropic = { provider: "anthropic" };
const gemini = { provider: "gcp.gemini" };

test("tells the arithmetic", () => {
  const priced = book.price(
    callOf({ ...openai, model: "gpt-4o-mini", usage: { input: 20_000, cached: 5_000, output: 1_250 } }),
  );
  expect(priced && { ...priced, lines: priced.lines }).toEqual({
    total: 3_375_000_000n,
    input: 2_250_000_000n,
    output: 750_000_000n,
    cached: 375_000_000n,
    cacheWrite: 0n,
    version: book.version,
    lines: [
      { bucket: "input", quantity: 15_000, unit: "token", rate: "0.15", cost: "0.00225" },
      { bucket: "cache_read", quantity: 5_000, unit: "token", rate: "0.075", cost: "0.000375" },
      { bucket: "output", quantity: 1_250, unit: "token", rate: "0.6", cost: "0.00075" },
    ],
  });
  expect(priced && dollars(priced.total)).toBe("0.003375");
});

test("OpenAI: cached input is cheaper, reasoning is output", () => {
  const usage = { input: 10_000, cached: 4_000, output: 3_000, reasoning: 2_000 };
  expect(cost({ ...openai, model: "gpt-5", usage })).toEqual(
    parts({ input: at(6_000, 1.25), cached: at(4_000, 0.125), output: at(3_000, 10) }),
  );
  expect(cost({ ...openai, model: "gpt-5-mini-2025-08-07", usage })).toEqual(
    parts({ input: at(6_000, 0.25), cached: at(4_000, 0.025), output: at(3_000, 2) }),
  );
  expect(cost({ ...openai, model: "gpt-5-nano", usage })).toEqual(
    parts({ input: at(6_000, 0.05), cached: at(4_000, 0.005), output: at(3_000, 0.4) }),
  );
});

test("OpenAI: from 272,000 tokens on the whole request is dearer", () => {
  const below = { input: 271_999, cached: 1_000, output: 100 };
  expect(cost({ ...openai, model: "gpt-5.4", usage: below })).toEqual(
    parts({ input: at(270_999, 2.5), cached: at(1_000, 0.25), output: at(100, 15) }),
  );
  expect(cost({ ...openai, model: "gpt-5.4", usage: { ...below, input: 272_000 } })).toEqual(
    parts({ input: at(271_000, 5), cached: at(1_000, 0.5), output: at(100, 22.5) }),
  );
});

test("OpenAI: audio in and out has its own price", () => {
  const usage = { input: 1_000, output: 900 };
  const details = { audioInput: 800, audioOutput: 700 };
  expect(cost({ ...openai, model: "gpt-audio", usage, details })).toEqual(
    parts({ input: at(200, 2.5) + at(800, 32), output: at(200, 10) + at(700, 64) }),
  );
  expect(cost({ ...openai, model: "gpt-4o-audio-preview-2024-12-17", usage, details })).toEqual(
    parts({ input: at(200, 2.5) + at(800, 40), output: at(200, 10) + at(700, 80) }),
  );
});

test("OpenAI: cached audio of a realtime model", () => {
  const usage = { input: 1_000, cached: 500, output: 0 };
  const details = { audioInput: 800, audioCached: 300 };
  expect(cost({ ...openai, model: "gpt-realtime", usage, details })).toEqual(
    parts({ input: at(500, 32), cached: at(200, 0.4) + at(300, 0.4) }),
  );
});

test("OpenAI: embeddings, images, fine-tunes", () => {
  expect(cost({ ...openai, model: "text-embedding-3-small", usage: { input: 8_000 } })).toEqual(
    parts({ input: at(8_000, 0.02) }),
  );
  const image = { usage: { input: 300, output: 4_000 }, details: { imageInput: 250, imageOutput: 4_000 } };
  expect(cost({ ...openai, model: "gpt-image-1", ...image })).toEqual(
    parts({ input: at(50, 5) + at(250, 10), output: at(4_000, 40) }),
  );
  const usage = { input: 1_000, output: 1_000 };
  expect(cost({ ...openai, model: "ft:gpt-4o-mini-2024-07-18:acme::a1b2", usage })).toEqual(
    parts({ input: at(1_000, 0.3), output: at(1_000, 1.2) }),
  );
  expect(cost({ ...openai, model: "ft:gpt-4.1-nano-2025-04-14:acme::a1b2", usage })).toBeUndefined();
});

test("OpenAI: web searches are paid for one by one, in the input", () => {
  const usage = { input: 1_000, output: 1_000 };
  expect(cost({ ...openai, model: "gpt-5", usage, details: { webSearches: 3 } })).toEqual(
    parts({ input: at(1_000, 1.25) + 30_000_000_000n, output: at(1_000, 10) }),
  );
});

test.each([
  ["claude-opus-4-20250514", 15, 75],
  ["claude-opus-4-1-20250805", 15, 75],
  ["claude-opus-4-5-20251101", 5, 25],
  ["claude-sonnet-4-5-20250929", 3, 15],
  ["claude-haiku-4-5-20251001", 1, 5],
  ["claude-3-5-haiku-20241022", 0.8, 4],
])(
  "Anthropic: %s reads its cache at a tenth, writes it at 1.25 times, for an hour at twice the input",
  (model, i, o) => {
    const usage = { input: 20_000, cached: 10_000, cacheWrite: 4_000, output: 1_000 };
    expect(cost({ ...anthropic, model, usage, details: { cacheWrite5m: 1_000, cacheWrite1h: 3_000 } })).toEqual(
      parts({
        input: at(6_000, i),
        cached: at(10_000, i / 10),
        cacheWrite: at(1_000, i * 1.25) + at(3_000, i * 2),
        output: at(1_000, o),
      }),
    );
  },
);

test("Anthropic: beyond 200,000 tokens the whole request is dearer, the cache included", () => {
  const usage = { input: 200_000, cached: 150_000, cacheWrite: 10_000, output: 2_000 };
  for (const model of ["claude-sonnet-4-5", "claude-sonnet-4-20250514"]) {
    expect(cost({ ...anthropic, model, usage })).toEqual(
      parts({ input: at(40_000, 3), cached: at(150_000, 0.3), cacheWrite: at(10_000, 3.75), output: at(2_000, 15) }),
    );
    expect(cost({ ...anthropic, model, usage: { ...usage, input: 200_001 } })).toEqual(
      parts({ input: at(40_001, 6), cached: at(150_000, 0.6), cacheWrite: at(10_000, 7.5), output: at(2_000, 22.5) }),
    );
  }
});

test("Gemini: thoughts are output, audio in has its own price, cached audio too", () => {
  const usage = { input: 10_000, cached: 2_000, output: 3_000, reasoning: 2_500 };
  expect(cost({ ...gemini, model: "models/gemini-2.5-flash", usage })).toEqual(
    parts({ input: at(8_000, 0.3), cached: at(2_000, 0.03), output: at(3_000, 2.5) }),
  );
  expect(
    cost({ ...gemini, model: "gemini-2.5-flash", usage, details: { audioInput: 5_000, audioCached: 1_500 } }),
  ).toEqual(
    parts({
      input: at(4_500, 0.3) + at(3_500, 1),
      cached: at(500, 0.03) + at(1_500, 0.1),
      output: at(3_000, 2.5),
    }),
  );
});

test("Gemini: 2.5 Pro costs more beyond 200,000 tokens", () => {
  const usage = { input: 200_000, cached: 100_000, output: 1_000 };
  expect(cost({ ...gemini, model: "gemini-2.5-pro", usage })).toEqual(
    parts({ input: at(100_000, 1.25), cached: at(100_000, 0.125), output: at(1_000, 10) }),
  );
  expect(cost({ provider: "gcp.vertex_ai", model: "gemini-2.5-pro", usage: { ...usage, input: 200_001 } })).toEqual(
    parts({ input: at(100_001, 2.5), cached: at(100_000, 0.25), output: at(1_000, 15) }),
  );
});

test("Gemini: pictures that it draws", () => {
  const usage = { input: 100, output: 1_390 };
  expect(cost({ ...gemini, model: "gemini-2.5-flash-image", usage, details: { imageOutput: 1_290 } })).toEqual(
    parts({ input: at(100, 0.3), output: at(100, 2.5) + at(1_290, 30) }),
  );
});

test.each([
  ["mistral_ai", "mistral-large-2512", 0.5, 0.05, 1.5],
  ["mistral_ai", "mistral-large-latest", 0.5, 0.05, 1.5],
  ["mistral_ai", "codestral-2508", 0.3, 0.03, 0.9],
  ["groq", "llama-3.3-70b-versatile", 0.59, 0.59, 0.79],
  ["groq", "openai/gpt-oss-120b", 0.15, 0.075, 0.6],
  ["groq", "openai/gpt-oss-safeguard-20b", 0.075, 0.0375, 0.3],
  ["x_ai", "grok-4-0709", 3, 0.75, 15],
  ["x_ai", "grok-code-fast-1", 0.2, 0.02, 1.5],
  ["cohere", "command-a-03-2025", 2.5, 2.5, 10],
  ["cohere", "command-r7b-12-2024", 0.0375, 0.0375, 0.15],
  ["moonshot_ai", "kimi-k2-0905-preview", 0.6, 0.15, 2.5],
  ["aws.bedrock", "us.amazon.nova-pro-v1:0", 0.8, 0.2, 3.2],
])("%s: %s", (provider, model, input, cached, output) => {
  expect(cost({ provider, model, usage: { input: 5_000, cached: 2_000, output: 400 } })).toEqual(
    parts({ input: at(3_000, input), cached: at(2_000, cached), output: at(400, output) }),
  );
});

test("Perplexity: a fee for each request, and reasoning priced apart", () => {
  const usage = { input: 1_000, output: 2_000, reasoning: 1_500 };
  expect(cost({ provider: "perplexity", model: "sonar", usage })).toEqual(
    parts({ input: at(1_000, 1) + 5_000_000_000n, output: at(2_000, 1) }),
  );
  const research = { provider: "perplexity", model: "sonar-deep-research", usage, details: { webSearches: 10 } };
  expect(cost(research)).toEqual(parts({ input: at(1_000, 2) + 50_000_000_000n, output: at(500, 8) + at(1_500, 3) }));
});

test.each([
  ["aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", 3.3, 16.5],
  ["aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 3.3, 16.5],
  ["aws.bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", 3, 15],
  [
    "aws.bedrock",
    "arn:aws:bedrock:us-east-1:1234:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0",
    1.1,
    5.5,
  ],
  [undefined, "us.anthropic.claude-haiku-4-5-20251001-v1:0", 1.1, 5.5],
  ["gcp.vertex_ai", "claude-sonnet-4-5@20250929", 3, 15],
  ["gcp.vertex_ai", "publishers/anthropic/models/claude-haiku-4-5", 1, 5],
  [undefined, "claude-opus-4-5@20251101", 5, 25],
  ["azure.ai.openai", "gpt-4o-mini", 0.15, 0.6],
  ["azure.ai.inference", "gpt-4o-2024-11-20", 2.5, 10],
  ["openai", "openai/gpt-4.1", 2, 8],
  ["openai", "GPT-4o-2031-01-31", 2.5, 10],
  ["litellm", "anthropic/claude-haiku-4-5", 1, 5],
  [undefined, "gpt-4.1-mini", 0.4, 1.6],
])("%s finds %s", (provider, model, input, output) => {
  expect(cost({ provider, model, usage: { input: 1_000, output: 1_000 } })).toEqual(
    parts({ input: at(1_000, input), output: at(1_000, output) }),
  );
});

test("an hour's cache write of Claude costs twice the input on every platform", () => {
  const asked = { model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0", usage: { input: 1_000, cacheWrite: 1_000 } };
  expect(cost({ provider: "aws.bedrock", ...asked, details: { cacheWrite1h: 1_000 } })).toEqual(
    parts({ cacheWrite: at(1_000, 6.6) }),
  );
});

test("the model that answered goes before the one that was asked for", () => {
  const usage = { input: 1_000 };
  const gpt4o = parts({ input: at(1_000, 2.5) });
  expect(cost({ provider: "azure.ai.openai", model: "our-chat", responseModel: "gpt-4o-2024-11-20", usage })).toEqual(
    gpt4o,
  );
  expect(cost({ ...openai, model: "gpt-4o", responseModel: "something-new", usage })).toEqual(gpt4o);
});

test.each([
  ["openai", "gpt-99"],
  ["openai", "our-fine-llama"],
  ["openai", "gpt-oss-20b"],
  ["openai", "whisper-1"],
  ["ollama", "llama3.2"],
  ["ollama", "gpt-4o"],
  ["my-openai-proxy", "gpt-4o"],
  [undefined, "deepseek-r1:8b"],
  [undefined, "meta-llama/Llama-3.3-70B-Instruct"],
  ["anthropic", ""],
  ["", "x".repeat(10_000)],
])("%s: the price of %s is not known", (provider, model) => {
  expect(cost({ provider, model, usage: { input: 1_000, output: 1_000 } })).toBeUndefined();
});

test("free is only what the provider says is free", () => {
  expect(cost({ ...openai, model: "omni-moderation-latest", usage: { input: 1_000 } })).toEqual(parts({}));
});

test("half in a batch", () => {
  const usage = { input: 10_000, cached: 4_000, output: 1_000 };
  const tier = "batch";
  expect(cost({ ...openai, model: "gpt-5", usage, tier })).toEqual(
    parts({ input: at(6_000, 0.625), cached: at(4_000, 0.0625), output: at(1_000, 5) }),
  );
  expect(cost({ ...openai, model: "gpt-4o-mini", usage, tier })).toEqual(
    parts({ input: at(6_000, 0.075), cached: at(4_000, 0.075), output: at(1_000, 0.3) }),
  );
  expect(cost({ ...anthropic, model: "claude-sonnet-4-5", usage: { ...usage, cacheWrite: 1_000 }, tier })).toEqual(
    parts({ input: at(5_000, 1.5), cached: at(4_000, 0.15), cacheWrite: at(1_000, 1.875), output: at(1_000, 7.5) }),
  );
  expect(cost({ ...gemini, model: "gemini-2.5-flash", usage, tier })).toEqual(
    parts({ input: at(6_000, 0.15), cached: at(4_000, 0.03), output: at(1_000, 1.25) }),
  );
  expect(cost({ provider: "mistral_ai", model: "mistral-large-2512", usage, tier })).toEqual(
    parts({ input: at(6_000, 0.25), cached: at(4_000, 0.025), output: at(1_000, 0.75) }),
  );
  expect(cost({ ...openai, model: "text-embedding-3-small", usage: { input: 1_000 }, tier })).toEqual(
    parts({ input: at(1_000, 0.01) }),
  );
});

test("flex and priority cost what is published for them", () => {
  const usage = { input: 10_000, cached: 4_000, output: 1_000 };
  expect(cost({ ...openai, model: "o3", usage, tier: "flex" })).toEqual(
    parts({ input: at(6_000, 1), cached: at(4_000, 0.25), output: at(1_000, 4) }),
  );
  expect(cost({ ...openai, model: "gpt-4o", usage, tier: "priority" })).toEqual(
    parts({ input: at(6_000, 4.25), cached: at(4_000, 2.125), output: at(1_000, 17) }),
  );
  expect(cost({ ...openai, model: "gpt-5.4", usage, tier: "priority" })).toEqual(
    parts({ input: at(6_000, 5), cached: at(4_000, 0.5), output: at(1_000, 30) }),
  );
  expect(cost({ ...openai, model: "gpt-4o", usage, tier: "default" })).toEqual(
    parts({ input: at(6_000, 2.5), cached: at(4_000, 1.25), output: at(1_000, 10) }),
  );
});

test.each([
  ["openai", "gpt-4o", "flex"],
  ["openai", "gpt-5-nano", "priority"],
  ["openai", "gpt-realtime", "batch"],
  ["openai", "gpt-5", "scale"],
  ["anthropic", "claude-sonnet-4-5", "priority"],
  ["azure.ai.openai", "gpt-4o", "priority"],
  ["deepseek", "deepseek-chat", "batch"],
])("%s publishes no price of %s for %s: it is not known", (provider, model, tier) => {
  expect(cost({ provider, model, usage: { input: 1_000 }, tier })).toBeUndefined();
});

test("priority has no price for a long context", () => {
  expect(cost({ ...openai, model: "gpt-5.4", usage: { input: 272_000 }, tier: "priority" })).toBeUndefined();
});

test("a call costs what it cost on its day", () => {
  const usage = { input: 1_000, cached: 500, output: 1_000 };
  expect(cost({ ...openai, model: "o3", usage, day: "2025-06-09T23:59:59Z" })).toEqual(
    parts({ input: at(500, 10), cached: at(500, 2.5), output: at(1_000, 40) }),
  );
  expect(cost({ ...openai, model: "o3", usage, day: "2025-06-10" })).toEqual(
    parts({ input: at(500, 2), cached: at(500, 0.5), output: at(1_000, 8) }),
  );
  const terra = { ...openai, model: "gpt-5.6-terra", usage };
  expect(cost({ ...terra, day: "2026-07-29" })?.total).toBe(at(500, 2.5) + at(500, 0.25) + at(1_000, 15));
  expect(cost({ ...terra, day: "2026-07-30" })?.total).toBe(at(500, 2) + at(500, 0.2) + at(1_000, 12));
});

test("DeepSeek: the hour of the day counted until September 2025", () => {
  const asked = { provider: "deepseek", model: "deepseek-chat", usage: { input: 1_000, cached: 400, output: 1_000 } };
  const off = parts({ input: at(600, 0.135), cached: at(400, 0.035), output: at(1_000, 0.55) });
  expect(cost({ ...asked, day: "2025-06-01T12:00:00Z" })).toEqual(
    parts({ input: at(600, 0.27), cached: at(400, 0.07), output: at(1_000, 1.1) }),
  );
  expect(cost({ ...asked, day: "2025-06-01T16:30:00Z" })).toEqual(off);
  expect(cost({ ...asked, day: "2025-06-01T00:29:59Z" })).toEqual(off);
  for (const day of ["2025-10-01T12:00:00Z", "2025-10-01T20:00:00Z"]) {
    expect(cost({ ...asked, day })).toEqual(
      parts({ input: at(600, 0.28), cached: at(400, 0.028), output: at(1_000, 0.42) }),
    );
  }
});

test("DeepSeek: a peak hour before there were peak prices is no peak hour", () => {
  const asked = { provider: "deepseek", model: "deepseek-v4-pro", usage: { input: 1_000 } };
  expect(cost({ ...asked, day: "2026-08-01T02:00:00Z" })?.total).toBe(at(1_000, 0.435));
  expect(cost({ ...asked, day: "2026-09-01T02:00:00Z" })?.total).toBe(at(1_000, 1.32));
  expect(cost({ ...asked, day: "2026-09-01T12:00:00Z" })?.total).toBe(at(1_000, 0.66));
});
