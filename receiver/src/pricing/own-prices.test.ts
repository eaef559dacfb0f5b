import { expect, test } from "vitest";
import { type Call, dollars } from "../model/cost.ts";
import { type OwnPriceBook, ownPriceBook } from "./own-prices.ts";
import { openPriceBook } from "./prices.ts";

const empty = ownPriceBook.parse({});

function callOf(asked: Partial<Call>, day = "2026-11-01"): Call {
  return {
    project: "ours",
    provider: "openai",
    model: "gpt-4o",
    responseModel: undefined,
    at: BigInt(Date.parse(day)) * 1_000_000n,
    usage: { input: 1_000_000, output: 1_000_000, cached: 0, cacheWrite: 0, reasoning: 0 },
    details: {},
    tier: undefined,
    ...asked,
  };
}

function total(own: OwnPriceBook, asked: Partial<Call> = {}, day?: string): string | undefined {
  const priced = openPriceBook((project) => (project === "ours" ? own : empty)).price(callOf(asked, day));
  return priced && dollars(priced.total);
}

test("a project's own price goes before the published one, and for this project alone", () => {
  const own = ownPriceBook.parse({ prices: [{ provider: "openai", model: "gpt-4o*", input: "2", output: 8 }] });
  expect(total(own)).toBe("10");
  expect(total(own, { model: "GPT-4o-mini" })).toBe("10");
  expect(total(own, { project: "theirs" })).toBe("12.5");
  expect(total(own, { provider: "azure.ai.openai" })).toBe("12.5");
});

test("an own price names itself as the version", () => {
  const own = ownPriceBook.parse({ prices: [{ model: "gpt-4o", input: 2, output: 8 }] });
  const book = openPriceBook(() => own);
  expect(book.price(callOf({}))?.version).toMatch(/^own:[0-9a-f]{12}$/);
  expect(book.price(callOf({ model: "gpt-4.1" }))?.version).toBe(book.version);
});

test("gives a price to what nobody else prices, each bucket its own", () => {
  const rates = { input: 1, output: 2, cacheRead: 0.5, cacheWrite: 3, cacheWrite1h: 4, audioInput: 5, audioOutput: 6 };
  const own = ownPriceBook.parse({ prices: [{ model: "our-llama", ...rates, reasoning: 7, request: "0.001" }] });
  const usage = { input: 1_000_000, output: 600_000, cached: 300_000, cacheWrite: 200_000, reasoning: 100_000 };
  const details = { cacheWrite1h: 50_000, audioInput: 100_000, audioOutput: 200_000 };
  const priced = openPriceBook(() => own).price(callOf({ provider: "ollama", model: "our-llama", usage, details }));
  expect(priced?.lines.map(({ bucket, quantity, rate, cost }) => [bucket, quantity, rate, cost])).toEqual([
    ["input", 400_000, "1", "0.4"],
    ["audio_input", 100_000, "5", "0.5"],
    ["cache_read", 300_000, "0.5", "0.15"],
    ["cache_write", 150_000, "3", "0.45"],
    ["cache_write_1h", 50_000, "4", "0.2"],
    ["output", 300_000, "2", "0.6"],
    ["reasoning", 100_000, "7", "0.7"],
    ["audio_output", 200_000, "6", "1.2"],
    ["request", 1, "1", "0.001"],
  ]);
  expect(priced && dollars(priced.total)).toBe("4.201");
});

test("holds from its first to its last day", () => {
  const days = { from: "2026-03-01", to: "2026-03-31" };
  const own = ownPriceBook.parse({ prices: [{ model: "gpt-4o", input: 1, output: 1, ...days }] });
  const on = (day: string) => total(own, {}, day);
  expect(["2026-02-28T23:59:59Z", "2026-03-01", "2026-03-31T23:59:59Z", "2026-04-01"].map(on)).toEqual([
    "12.5",
    "2",
    "2",
    "12.5",
  ]);
});

test("holds for its tier, or for all", () => {
  const own = ownPriceBook.parse({ prices: [{ model: "gpt-4o", tier: "standard", input: 1, output: 1 }] });
  expect(total(own)).toBe("2");
  expect(total(own, { tier: "batch" })).toBe("6.25");
  const all = ownPriceBook.parse({ prices: [{ model: "gpt-4o", input: 1, output: 1 }] });
  expect(total(all, { tier: "batch" })).toBe("2");
});

test("what an own price leaves out has no price", () => {
  const own = ownPriceBook.parse({ prices: [{ model: "gpt-4o", input: 1 }] });
  expect(total(own)).toBeUndefined();
  expect(total(own, { usage: { input: 1_000_000, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 } })).toBe("1");
});

test("an alias says under which name a model is listed", () => {
  const own = ownPriceBook.parse({
    aliases: [
      { model: "our-chat", asProvider: "anthropic", asModel: "claude-haiku-4-5" },
      { provider: "azure.ai.openai", model: "deploy-*", asModel: "gpt-4o" },
    ],
    prices: [{ provider: "anthropic", model: "claude-haiku-4-5", tier: "batch", input: 0, output: 0 }],
  });
  expect(total(own, { provider: "our-gateway", model: "our-chat" })).toBe("6");
  expect(total(own, { provider: "our-gateway", model: "our-chat", tier: "batch" })).toBe("0");
  expect(total(own, { provider: "azure.ai.openai", model: "deploy-eu" })).toBe("12.5");
  expect(total(own, { provider: "openai", model: "deploy-eu" })).toBeUndefined();
});

test("says what is wrong, and where", () => {
  const wrong = {
    prices: [
      { model: "a*b", input: -1 },
      { model: "x", to: "2026-02-31x", inptu: 1 },
    ],
    aliases: [{ model: "y" }],
  };
  const issues = ownPriceBook.safeParse(wrong).error?.issues;
  expect(issues?.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([
    "prices.0.model: a model's name, or its beginning and one *",
    'prices.0.input: dollars from 0 on, as in "0.15"',
    "prices.1.to: a day: 2026-01-31",
    'prices.1: Unrecognized key: "inptu"',
    "aliases.0.asModel: a name is missing",
  ]);
  expect(ownPriceBook.safeParse([]).success).toBe(false);
});
