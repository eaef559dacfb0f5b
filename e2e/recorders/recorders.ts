/** What there is to record: the folder or Python program, and the library whose name and version the recording bears. */
export interface Recorder {
  readonly library: string;
  /** How the recording is called before its version. */
  readonly label: string;
  /** The list of packages of a Python program, where it is not called like the program. */
  readonly environment?: string;
}

export const npm: Readonly<Record<string, Recorder>> = {
  "ai-4": { library: "ai", label: "ai" },
  "ai-5": { library: "ai", label: "ai" },
  "ai-6": { library: "ai", label: "ai" },
  "ai-7": { library: "ai", label: "ai" },
  "anthropic-sdk": { library: "@anthropic-ai/sdk", label: "anthropic-sdk" },
  "google-adk": { library: "@google/adk", label: "google-adk-js" },
  genkit: { library: "genkit", label: "genkit" },
  langfuse: { library: "@langfuse/openai", label: "langfuse-js" },
  langsmith: { library: "langsmith", label: "langsmith-js" },
  lmnr: { library: "@lmnr-ai/lmnr", label: "lmnr-js" },
  mistral: { library: "@mistralai/mistralai", label: "mistralai-js" },
  "openai-agents": {
    library: "@arizeai/openinference-instrumentation-openai-agents",
    label: "openinference-openai-agents-js",
  },
  openinference: { library: "@arizeai/openinference-instrumentation-openai", label: "openinference-openai-js" },
  "openinference-langchain": {
    library: "@arizeai/openinference-instrumentation-langchain",
    label: "openinference-langchain-js",
  },
  openlit: { library: "openlit", label: "openlit-js" },
  "opentelemetry-openai": { library: "@opentelemetry/instrumentation-openai", label: "opentelemetry-openai-js" },
  strands: { library: "@strands-agents/sdk", label: "strands-js" },
  traceloop: { library: "@traceloop/node-server-sdk", label: "traceloop-js" },
};

export const python: Readonly<Record<string, Recorder>> = {
  "agent-framework": { library: "agent-framework-core", label: "agent-framework-python" },
  agentops: { library: "agentops", label: "agentops-python" },
  "google-adk": { library: "google-adk", label: "google-adk-python" },
  langfuse: { library: "langfuse", label: "langfuse-python" },
  openinference: {
    library: "openinference-instrumentation-openai",
    label: "openinference-openai-python",
    environment: "openai",
  },
  "openai-v2": {
    library: "opentelemetry-instrumentation-openai-v2",
    label: "opentelemetry-openai-v2-python",
    environment: "openai",
  },
  "pydantic-ai": { library: "pydantic-ai-slim", label: "pydantic-ai-python" },
  smolagents: { library: "smolagents", label: "smolagents-python" },
  strands: { library: "strands-agents", label: "strands-python" },
  traceloop: { library: "opentelemetry-instrumentation-openai", label: "traceloop-openai-python" },
};
