/** Beginnings of the names that frameworks have for providers, with OpenTelemetry's; the first that fits counts. */
const beginnings: readonly (readonly [string, string])[] = [
  ["google.vertex", "gcp.vertex_ai"],
  ["google-vertex", "gcp.vertex_ai"],
  ["google_vertex", "gcp.vertex_ai"],
  ["vertex", "gcp.vertex_ai"],
  ["google", "gcp.gemini"],
  ["gemini", "gcp.gemini"],
  ["amazon-bedrock", "aws.bedrock"],
  ["amazon_bedrock", "aws.bedrock"],
  ["bedrock", "aws.bedrock"],
  ["azure", "azure.ai.openai"],
  ["openai", "openai"],
  ["anthropic", "anthropic"],
  ["mistral", "mistral_ai"],
  ["cohere", "cohere"],
  ["groq", "groq"],
  ["together", "together_ai"],
  ["deepseek", "deepseek"],
  ["perplexity", "perplexity"],
  ["xai", "x_ai"],
  ["ollama", "ollama"],
];

/** `openai.chat`, `amazon-bedrock`, `google.generative-ai`… by OpenTelemetry's name; a name nobody knows is kept. */
export function providerOf(name: string): string {
  const lower = name.toLowerCase();
  return beginnings.find(([beginning]) => lower.startsWith(beginning))?.[1] ?? name;
}
