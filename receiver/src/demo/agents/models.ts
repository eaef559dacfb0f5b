import type { Model } from "./agent.ts";

export const gpt5: Model = {
  provider: "openai",
  model: "gpt-5",
  responseModel: "gpt-5-2025-08-07",
  host: "api.openai.com",
  speed: 70,
};
export const gpt5Mini: Model = {
  provider: "openai",
  model: "gpt-5-mini",
  responseModel: "gpt-5-mini-2025-08-07",
  host: "api.openai.com",
  speed: 140,
};
export const gpt41Azure: Model = {
  provider: "azure.ai.openai",
  model: "gpt-4.1",
  responseModel: "gpt-4.1-2025-04-14",
  host: "harbour-pine.openai.azure.com",
  speed: 90,
  forgetsUsage: true,
};
export const sonnet: Model = {
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  responseModel: "claude-sonnet-4-5-20250929",
  host: "api.anthropic.com",
  speed: 75,
};
export const haiku: Model = {
  provider: "anthropic",
  model: "claude-haiku-4-5",
  responseModel: "claude-haiku-4-5-20251001",
  host: "api.anthropic.com",
  speed: 150,
};
export const geminiPro: Model = {
  provider: "gcp.gemini",
  model: "gemini-2.5-pro",
  responseModel: "gemini-2.5-pro",
  host: "generativelanguage.googleapis.com",
  speed: 85,
};
export const geminiFlash: Model = {
  provider: "gcp.gemini",
  model: "gemini-2.5-flash",
  responseModel: "gemini-2.5-flash",
  host: "generativelanguage.googleapis.com",
  speed: 200,
};
export const mistral: Model = {
  provider: "mistral_ai",
  model: "mistral-large-latest",
  responseModel: "mistral-large-2411",
  host: "gateway.harbour-pine.internal",
  speed: 60,
  gateway: { service: "llm-gateway", host: "api.mistral.ai", input: 2.2, output: 6.6 },
};
/** A model nobody has a price for. */
export const ownModel: Model = {
  provider: "harbour",
  model: "harbour-7b-instruct",
  responseModel: "harbour-7b-instruct",
  host: "llm.harbour-pine.internal",
  speed: 45,
};
export const embeddings: Model = {
  provider: "openai",
  model: "text-embedding-3-small",
  responseModel: "text-embedding-3-small",
  host: "api.openai.com",
  speed: 1000,
};
