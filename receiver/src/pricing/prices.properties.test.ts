import fc from "fast-check";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { type Call, picoDollars } from "../model/cost.ts";
import { usageDetails } from "../model/facts.ts";
import { ownPriceBook } from "./own-prices.ts";
import { openPriceBook } from "./prices.ts";

const own = ownPriceBook.parse({
  prices: [{ model: "own", input: "0.0000001", output: 3, cacheRead: 0.3, reasoning: 9 }],
});
const book = openPriceBook(() => own);

const models = fc.constantFrom(
  ...[
    ["openai", "gpt-4o-mini"],
    ["openai", "gpt-5.4"],
    ["openai", "gpt-audio"],
    ["openai", "gpt-image-1"],
  ],
  ...[
    ["anthropic", "claude-sonnet-4-5"],
    ["aws.bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0"],
  ],
  ...[
    ["gcp.gemini", "gemini-2.5-pro"],
    ["gcp.gemini", "gemini-2.5-flash"],
    ["perplexity", "sonar-deep-research"],
  ],
  ...[
    ["deepseek", "deepseek-chat"],
    ["openai", "omni-moderation-latest"],
    [undefined, "own"],
  ],
);
const moments = fc.nat({ max: 2_000_000_000 }).map((second) => BigInt(second) * 1_000_000_000n);
const tokens = fc.nat({ max: 2_000_000 });
const usages = fc.record({ input: tokens, output: tokens, cached: tokens, cacheWrite: tokens, reasoning: tokens });
const calls = fc
  .record({
    model: models,
    at: moments,
    usage: usages,
    details: fc.dictionary(fc.constantFrom(...usageDetails), tokens),
    tier: fc.constantFrom(undefined, "batch", "flex", "priority"),
  })
  .map(({ model: [provider, model], ...rest }): Call => {
    return { project: "default", provider, model, responseModel: undefined, ...rest };
  });

test("the parts are the total, and so are the lines", () => {
  fc.assert(
    fc.property(calls, (call) => {
      const priced = book.price(call);
      if (priced === undefined) return;
      const { total, input, output, cached, cacheWrite, lines } = priced;
      expect(input + output + cached + cacheWrite).toBe(total);
      expect(lines.reduce((sum, { cost }) => sum + (picoDollars(cost) ?? 0n), 0n)).toBe(total);
    }),
  );
});

test("more tokens never cost less", () => {
  fc.assert(
    fc.property(calls, tokens, tokens, (call, moreInput, moreOutput) => {
      const { input, output, cached, cacheWrite } = call.usage;
      const usage = {
        ...call.usage,
        input: Math.max(input, cached + cacheWrite) + moreInput,
        output: output + moreOutput,
      };
      const [less, more] = [book.price(call), book.price({ ...call, usage })];
      if (less !== undefined && more !== undefined) expect(more.total).toBeGreaterThanOrEqual(less.total);
    }),
  );
});

test("no tokens cost nothing but the fee of a request", () => {
  const usage = { input: 0, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };
  fc.assert(
    fc.property(calls, (call) => {
      const priced = book.price({ ...call, usage, details: {} });
      expect(priced?.lines.filter(({ bucket }) => bucket !== "request") ?? []).toEqual([]);
    }),
  );
});

test("counts that are none give no cost", () => {
  const call = { project: "p", provider: "openai", model: "gpt-4o", responseModel: undefined, at: 0n, details: {} };
  for (const input of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
    const usage = { input, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };
    expect(book.price({ ...call, tier: undefined, usage })).toBeUndefined();
  }
});

test("whatever comes, nothing is thrown", () => {
  const names = fc.option(fc.string({ maxLength: 400 }), { nil: undefined });
  const hostile = fc.record({
    project: fc.string(),
    provider: names,
    model: names,
    responseModel: names,
    at: moments,
    usage: fc.record({
      input: fc.maxSafeNat(),
      output: fc.maxSafeNat(),
      cached: fc.maxSafeNat(),
      cacheWrite: fc.maxSafeNat(),
      reasoning: fc.maxSafeNat(),
    }),
    details: fc.dictionary(fc.string(), fc.anything()),
    tier: names,
  });
  fc.assert(
    fc.property(hostile, models, (call, [provider, model]) => {
      book.price(call as Call);
      expect(book.price({ ...(call as Call), provider, model, tier: undefined })?.total ?? 0n).toBeGreaterThanOrEqual(
        0n,
      );
    }),
  );
});

test.each([
  "constructor",
  "__proto__",
  "toString",
  "models/",
  "arn:",
  "ft:",
  "/",
  "a/",
  "@",
  "20250101",
  "-2025-01-01",
])("%j is the name of no model", (name) => {
  for (const provider of [undefined, "openai", "google", name]) {
    const call = { project: name, provider, model: name, responseModel: name, at: 0n, details: {}, tier: undefined };
    const usage = { input: 1, output: 1, cached: 0, cacheWrite: 0, reasoning: 0 };
    expect(book.price({ ...call, usage })).toBeUndefined();
  }
});

test("the version is that of the package", () => {
  const { dependencies } = manifest;
  expect(book.version).toMatch(`genai-prices@${dependencies["@pydantic/genai-prices"]}+`);
});

test("remembers what it looked up: a look-up takes forty microseconds", () => {
  const usage = { input: 1_000, output: 1_000, cached: 100, cacheWrite: 0, reasoning: 0 };
  const call = { project: "p", provider: "openai", model: "gpt-4o", responseModel: "gpt-4o-2024-08-06", details: {} };
  const asked: Call = { ...call, at: 1_760_000_000_000_000_000n, usage, tier: undefined };
  for (let warm = 0; warm < 20_000; warm++) book.price(asked);
  const before = process.cpuUsage();
  for (let round = 0; round < 50_000; round++) book.price(asked);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 50_000).toBeLessThan(5);
});
