import { expect, test } from "vitest";
import { hostOf } from "./openai-hosts.ts";

test.for([
  ["https://api.openai.com/v1", "openai", true],
  ["https://eu.api.openai.com/v1", "openai", true],
  ["https://api.groq.com/openai/v1", "groq", true],
  ["https://openrouter.ai/api/v1", "openrouter", true],
  ["https://api.x.ai/v1", "x_ai", true],
  ["https://api.mistral.ai/v1", "mistral_ai", false],
  ["https://my.openai.azure.com/openai", "azure.ai.openai", true],
  ["http://localhost:11434/v1", "openai", true],
  ["https://gateway.example.com/v1", "openai", false],
  ["https://notopenai.com/v1", "openai", false],
  ["nonsense", "openai", false],
  [undefined, "openai", false],
] as const)("%s is %s's", ([url, provider, tellsUsage]) => {
  expect(hostOf(url)).toEqual({ provider, tellsUsage });
});

test("an old API of Azure's is not asked for what it does not know", () => {
  const url = "https://my.openai.azure.com/openai";
  expect(hostOf(url, { apiVersion: "2024-02-01" })).toEqual({ provider: "azure.ai.openai", tellsUsage: false });
  expect(hostOf(url, { apiVersion: "2025-01-01-preview" })).toEqual({ provider: "azure.ai.openai", tellsUsage: true });
});
