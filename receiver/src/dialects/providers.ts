/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/#gen-ai-provider-name */
const canonical = [
  "openai",
  "azure.ai.openai",
  "azure.ai.inference",
  "anthropic",
  "aws.bedrock",
  "gcp.gemini",
  "gcp.vertex_ai",
  "gcp.gen_ai",
  "cohere",
  "mistral_ai",
  "groq",
  "deepseek",
  "perplexity",
  "x_ai",
  "ibm.watsonx.ai",
  "moonshot_ai",
];

const aliases: ReadonlyMap<string, string> = new Map([
  ...canonical.map((name) => [name, name] as const),
  ["az.ai.openai", "azure.ai.openai"],
  ["azure", "azure.ai.openai"],
  ["azure-openai", "azure.ai.openai"],
  ["azure_openai", "azure.ai.openai"],
  ["az.ai.inference", "azure.ai.inference"],
  ["azure_ai", "azure.ai.inference"],
  ["xai", "x_ai"],
  ["vertex_ai", "gcp.vertex_ai"],
  ["vertexai", "gcp.vertex_ai"],
  ["vertex", "gcp.vertex_ai"],
  ["google.vertex", "gcp.vertex_ai"],
  ["google-vertex", "gcp.vertex_ai"],
  ["gemini", "gcp.gemini"],
  ["google", "gcp.gemini"],
  ["google_genai", "gcp.gemini"],
  ["googleai", "gcp.gemini"],
  ["google.generative-ai", "gcp.gemini"],
  ["amazon", "aws.bedrock"],
  ["aws", "aws.bedrock"],
  ["amazon-bedrock", "aws.bedrock"],
  ["amazon_bedrock", "aws.bedrock"],
  ["bedrock", "aws.bedrock"],
  ["bedrock_converse", "aws.bedrock"],
  ["mistralai", "mistral_ai"],
  ["mistral", "mistral_ai"],
  ["watsonx", "ibm.watsonx.ai"],
  ["moonshot", "moonshot_ai"],
  ["moonshotai", "moonshot_ai"],
]);

/** Some write the same names with other marks between the words, or none. */
const squeezed = (name: string) => name.replaceAll(/[-_ ]/g, "");
const aliasesSqueezed: ReadonlyMap<string, string> = new Map([
  ...[...aliases].map(([name, provider]) => [squeezed(name), provider] as const),
  ["awsbedrock", "aws.bedrock"],
  ["googlevertexai", "gcp.vertex_ai"],
  ["googlegemini", "gcp.gemini"],
  ["azureopenaichat", "azure.ai.openai"],
  ["grok", "x_ai"],
]);

/** What stands where a vendor should, and is none: a framework, or what a library writes when it does not know. */
const frameworks: ReadonlySet<string> = new Set([
  "langchain",
  "langgraph",
  "crewai",
  "spring_ai",
  "strands-agents",
  "strands",
  "microsoft.agent_framework",
  "gcp.vertex.agent",
  "haystack",
  "llamaindex",
  "llama_index",
  "unknown",
  "_other",
  "undefined",
]);

/** LiveKit and others tell the host they call. */
const hosts: readonly (readonly [string, string])[] = [
  ["api.openai.com", "openai"],
  ["openai.azure.com", "azure.ai.openai"],
  ["models.ai.azure.com", "azure.ai.inference"],
  ["services.ai.azure.com", "azure.ai.inference"],
  ["api.anthropic.com", "anthropic"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["api.mistral.ai", "mistral_ai"],
  ["api.groq.com", "groq"],
  ["api.deepseek.com", "deepseek"],
  ["api.x.ai", "x_ai"],
  ["api.perplexity.ai", "perplexity"],
  ["api.cohere.com", "cohere"],
  ["api.moonshot.ai", "moonshot_ai"],
];

/** The vendor by its canonical name, as the vendor itself spells it when it has none; undefined for what is no vendor. */
export function canonicalProvider(told: string): string | undefined {
  const name = told.trim().toLowerCase();
  if (name === "" || frameworks.has(name)) return undefined;
  const known = aliases.get(name) ?? aliasesSqueezed.get(squeezed(name));
  if (known !== undefined) return known;
  const host = vendorOfHost(name);
  if (host !== undefined) return host;
  const [head = name, ...rest] = name.split(".");
  if (frameworks.has(head)) return undefined;
  const vendor = aliases.get([head, ...rest.slice(0, 1)].join(".")) ?? aliases.get(head);
  return vendor ?? (rest.length > 1 || name.includes(":") || name === "localhost" ? undefined : head);
}

/** Whose API a host is; undefined for a gateway or a program's own. */
export function vendorOfHost(told: string): string | undefined {
  const host = told.toLowerCase();
  if (host.startsWith("bedrock") && host.endsWith(".amazonaws.com")) return "aws.bedrock";
  return hosts.find(([end]) => host === end || host.endsWith(`.${end}`) || host.endsWith(`-${end}`))?.[1];
}

/** A model that anybody may run, or that several sell under one name, is nobody's. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(us\.|eu\.|apac\.|global\.)?(anthropic|amazon|meta|cohere|mistral|ai21|deepseek)\.[a-z]/, "aws.bedrock"],
  [/^(gpt-(?!oss)|chatgpt|o[1345](-|$)|text-embedding-(3-|ada-)|ft:gpt-|davinci|whisper-1$|tts-1|dall-e)/, "openai"],
  [/^claude-[^@]*$/, "anthropic"],
  [/^(models\/)?gemini-/, "gcp.gemini"],
  [/^(mistral|codestral|ministral|magistral|pixtral|devstral)-[a-z0-9-]*(latest|-2\d{3})$/, "mistral_ai"],
  [/^grok-/, "x_ai"],
  [/^deepseek-(chat|reasoner)$/, "deepseek"],
  [/^command(-|$)/, "cohere"],
  [/^sonar(-|$)/, "perplexity"],
];

/** Whose model it is, where a model's name leaves no doubt. */
export function providerOfModel(model: string): string | undefined {
  const name = model.toLowerCase();
  const isLocalTag = name.includes(":") && !/^(ft:|.*-v\d+:\d)/.test(name);
  if (isLocalTag) return undefined;
  return families.find(([pattern]) => pattern.test(name))?.[1];
}
