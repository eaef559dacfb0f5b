import type { Fields } from "./answer.ts";

export interface Host {
  /** OpenTelemetry's name, or its author's own. */
  readonly provider: string;
  /** Whether it takes `stream_options.include_usage`. Where nobody knows, nothing is asked for. */
  readonly tellsUsage: boolean;
}

const hosts: readonly (readonly [suffix: string, provider: string, tellsUsage?: boolean])[] = [
  ["openai.com", "openai"],
  ["openai.azure.com", "azure.ai.openai"],
  ["services.ai.azure.com", "azure.ai.inference", false],
  ["models.inference.ai.azure.com", "azure.ai.inference", false],
  ["cognitiveservices.azure.com", "azure.ai.openai"],
  ["groq.com", "groq"],
  ["together.xyz", "together_ai"],
  ["together.ai", "together_ai"],
  ["openrouter.ai", "openrouter"],
  ["deepseek.com", "deepseek"],
  ["x.ai", "x_ai"],
  ["mistral.ai", "mistral_ai", false],
  ["perplexity.ai", "perplexity", false],
  ["fireworks.ai", "fireworks_ai"],
  ["cerebras.ai", "cerebras"],
  ["nvidia.com", "nvidia"],
  ["moonshot.ai", "moonshot_ai"],
  ["moonshot.cn", "moonshot_ai"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["anthropic.com", "anthropic", false],
  ["cohere.com", "cohere", false],
  ["cohere.ai", "cohere", false],
  ["dashscope.aliyuncs.com", "alibaba_cloud"],
  ["dashscope-intl.aliyuncs.com", "alibaba_cloud"],
  ["amazonaws.com", "aws.bedrock", false],
];

/** The servers that people run themselves (vLLM, Ollama, LM Studio, llama.cpp) all tell their usage when asked. */
const atHome = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Who answers at an address. The library's own author where nobody else is known. */
export function hostOf(url: unknown, client: Fields = {}): Host {
  const name = typeof url === "string" ? (URL.parse(url)?.hostname ?? "") : "";
  const found = hosts.find(([suffix]) => name === suffix || name.endsWith(`.${suffix}`));
  if (typeof client.apiVersion === "string" && client.apiVersion !== "") {
    return { provider: "azure.ai.openai", tellsUsage: client.apiVersion >= "2024-09" };
  }
  if (!found) return { provider: "openai", tellsUsage: atHome.test(name) };
  const [, provider, tellsUsage = true] = found;
  return { provider, tellsUsage };
}
