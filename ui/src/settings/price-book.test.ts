import { expect, test } from "vitest";
import { aliasIn, daysWords, isCovered, priceIn, withNewPrice } from "./price-book.ts";

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("what is filled in is told as it was typed, and what is left out is not", () => {
  expect(priceIn(form({ provider: " ", model: " our-llama ", input: "$ 0.1500", output: "", colour: "red" }))).toEqual({
    model: "our-llama",
    input: "0.1500",
  });
  expect(aliasIn(form({ model: "prod-chat", asModel: "gpt-4o" }))).toEqual({ model: "prod-chat", asModel: "gpt-4o" });
});

test("a new price goes before the one that would hide it, and behind all others", () => {
  const book = {
    prices: [{ model: "claude-*" }, { provider: "azure.ai.openai", model: "GPT-4o*" }, { model: "gpt-*" }],
    aliases: [],
  };
  const places = [
    { model: "gpt-4o-mini" },
    { provider: "Azure.AI.OpenAI", model: "gpt-4o-mini" },
    { model: "gemini-3" },
    { model: "claude-opus-5" },
  ].map((price) => withNewPrice(book, price).prices.indexOf(price));
  expect(places).toEqual([2, 1, 3, 0]);
});

test("what an own price or alias fits is covered", () => {
  const book = {
    prices: [{ provider: "azure.ai.openai", model: "gpt-*" }],
    aliases: [{ model: "house", asModel: "gpt-4o" }],
  };
  const covered = [
    { model: "GPT-5", provider: "azure.ai.openai" },
    { model: "gpt-5", provider: "openai" },
    { model: "house", provider: "openai" },
    { model: "house-2" },
  ].map((one) => isCovered(book, one));
  expect(covered).toEqual([true, false, true, false]);
});

test("the days of a price in words", () => {
  const all = [{}, { from: "2026-01-01" }, { to: "2026-12-31" }, { from: "2026-01-01", to: "2026-12-31" }];
  expect(all.map(daysWords)).toEqual(["", "from 2026-01-01", "until 2026-12-31", "2026-01-01 to 2026-12-31"]);
});
