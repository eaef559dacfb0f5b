/** An instrument, and the modules whose loading calls for it. */
export interface Known {
  /** The file here that says how. It is loaded when one of the modules is seen. */
  readonly name: string;
  /** A package for its entry, or a file of a package without its extension: `@langchain/core/dist/callbacks/manager`. */
  readonly modules: readonly string[];
}

export const known: readonly Known[] = [
  { name: "openai", modules: ["openai"] },
  { name: "anthropic", modules: ["@anthropic-ai/sdk"] },
  { name: "vercel-ai", modules: ["ai"] },
  {
    name: "langchain",
    modules: [
      "@langchain/core/dist/callbacks/manager",
      "@langchain/core/dist/singletons/async_local_storage/index",
      "@langchain/core/dist/language_models/chat_models",
      "@langchain/langgraph/dist/pregel/index",
    ],
  },
  { name: "openai-agents", modules: ["@openai/agents-core"] },
  {
    name: "mcp",
    modules: [
      "@modelcontextprotocol/sdk/dist/esm/shared/protocol",
      "@modelcontextprotocol/sdk/dist/cjs/shared/protocol",
      "@modelcontextprotocol/client",
      "@modelcontextprotocol/server",
    ],
  },
  {
    name: "mistral",
    modules: ["chat", "embeddings", "fim", "agents"].map((name) => `@mistralai/mistralai/esm/sdk/${name}`),
  },
  { name: "cohere", modules: ["cohere-ai/Client", "cohere-ai/api/resources/v2/client/Client"] },
  { name: "claude-agent", modules: ["@anthropic-ai/claude-agent-sdk"] },
  { name: "mastra", modules: ["@mastra/core", "@mastra/core/dist/agent/index"] },
  { name: "llamaindex", modules: ["@llamaindex/core/global/dist/index", "@llamaindex/workflow"] },
  { name: "google-adk", modules: ["@google/adk"] },
  { name: "a2a", modules: ["@a2a-js/sdk/dist/client/index", "@a2a-js/sdk/dist/server/index"] },
  { name: "bedrock", modules: ["@aws-sdk/client-bedrock-runtime"] },
  { name: "google-genai", modules: ["@google/genai"] },
  { name: "groq", modules: ["groq-sdk"] },
  { name: "together", modules: ["together-ai"] },
  { name: "ollama", modules: ["ollama"] },
];
