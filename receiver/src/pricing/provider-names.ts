import { findProvider } from "@pydantic/genai-prices";

/** OTel's ids, and the names gateways put before a model, to the package's ids. */
const known: ReadonlyMap<string, string> = new Map([
  ["azure.ai.openai", "azure"],
  ["azure.ai.inference", "azure"],
  ["azure_ai", "azure"],
  ["azure-openai", "azure"],
  ["aws.bedrock", "aws"],
  ["bedrock", "aws"],
  ["amazon-bedrock", "aws"],
  ["gcp.gemini", "google"],
  ["gcp.vertex_ai", "google"],
  ["gcp.gen_ai", "google"],
  ["gemini", "google"],
  ["vertex_ai", "google"],
  ["vertexai", "google"],
  ["mistral_ai", "mistral"],
  ["mistralai", "mistral"],
  ["x_ai", "x-ai"],
  ["xai", "x-ai"],
  ["moonshot_ai", "moonshotai"],
  ["moonshot", "moonshotai"],
  ["together_ai", "together"],
  ["together-ai", "together"],
  ["togetherai", "together"],
  ["fireworks_ai", "fireworks"],
  ["fireworks-ai", "fireworks"],
  ["voyage", "voyageai"],
  ["voyage_ai", "voyageai"],
  ["z_ai", "zai"],
  ["zhipu_ai", "zhipuai"],
  ["github_copilot", "github-copilot"],
]);

/** They pass calls on: whose price it is, the model's name says. */
const gateways: ReadonlySet<string> = new Set(["litellm", "vercel", "gateway", "ai_gateway", "portkey", "helicone"]);

/** The package's id; undefined for a provider it knows nothing of. Nothing is guessed from parts of a name. */
export function providerNamed(name: string): string | undefined {
  const id = known.get(name) ?? name;
  return findProvider({ providerId: id })?.id === id ? id : undefined;
}

export function isGateway(provider: string): boolean {
  return gateways.has(provider);
}
