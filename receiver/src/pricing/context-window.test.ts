import { expect, test } from "vitest";
import { contextWindow } from "./context-window.ts";

test.each([
  ["openai", "gpt-4o", 128_000],
  ["azure.ai.openai", "gpt-4o-2024-08-06", 128_000],
  ["anthropic", "claude-sonnet-4-5-20250929", 200_000],
  ["", "gpt-4o", 128_000],
  ["openai", "nobody-knows-it", undefined],
  ["nobody", "gpt-4o", undefined],
  ["openai", "x".repeat(10_000), undefined],
])("%s %s holds %s tokens", (provider, model, tokens) => {
  expect(contextWindow(provider, model)).toBe(tokens);
  expect(contextWindow(provider, model)).toBe(tokens);
});
