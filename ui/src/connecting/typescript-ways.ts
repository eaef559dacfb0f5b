import type { Place } from "./place.ts";
import type { Snippet, Way } from "./way.ts";
import { exported, otlpVariables, spanwiseVariables } from "./written.ts";

const install = (place: Place, packages: string): Snippet => ({
  title: "In your shell",
  language: "sh",
  text: `npm install ${packages}\n${exported(spanwiseVariables(place))}`,
});

interface Known {
  readonly id: string;
  readonly name: string;
  readonly words?: string;
  /** What a program that uses it begins with. */
  readonly program: string;
}

/** Recorded by the SDK, whether it is imported before or after. */
const recorded = ({ program, ...known }: Known): Way => ({
  ...known,
  group: "typescript",
  about: "The SDK records its calls from then on, streamed ones too.",
  snippets: (place) => [
    install(place, "@spanwise/sdk"),
    { title: "In your program", language: "ts", text: `import { init } from "@spanwise/sdk";\n${program}` },
  ],
});

/** Made of plain functions, which nothing can replace once they are there: the SDK goes first. */
const after = ({ program, ...known }: Known): Way => ({
  ...known,
  group: "typescript",
  about: "It is made of plain functions, so the SDK is loaded before it.",
  snippets: (place) => [
    install(place, "@spanwise/sdk"),
    {
      title: "Start your program with it",
      language: "sh",
      text: "node --import @spanwise/sdk/register agent.js",
    },
    { title: "Or load it after init()", language: "ts", text: program },
  ],
});

const nodeSdk = (place: Place, packages = ""): readonly Snippet[] => [
  {
    title: "In your shell",
    language: "sh",
    text: `npm install @opentelemetry/sdk-node${packages}\n${exported(otlpVariables(place))}`,
  },
];

const startNodeSdk = `import { NodeSDK } from "@opentelemetry/sdk-node";

const sdk = new NodeSDK();
sdk.start();`;

export const typescriptWays: readonly Way[] = [
  recorded({
    id: "openai",
    name: "OpenAI",
    words: "gpt chat completions responses embeddings",
    program: `import OpenAI from "openai";

init();
const openai = new OpenAI();`,
  }),
  recorded({
    id: "anthropic",
    name: "Anthropic",
    words: "claude messages",
    program: `import Anthropic from "@anthropic-ai/sdk";

init();
const claude = new Anthropic();`,
  }),
  after({
    id: "vercel-ai",
    name: "Vercel AI SDK",
    words: "ai generateText streamText next",
    program: `import { init } from "@spanwise/sdk";

init();
// From version 7 on, it may be imported as ever
const { generateText } = await import("ai");`,
  }),
  {
    id: "vercel-ai-opentelemetry",
    name: "Vercel AI SDK, by its own telemetry",
    group: "typescript",
    words: "ai generateText experimental_telemetry opentelemetry",
    about: "Without the SDK: what it tells by itself, from version 3.3 on.",
    snippets: (place) => [
      ...nodeSdk(place),
      {
        title: "In your program, versions 4 to 6",
        language: "ts",
        text: `${startNodeSdk}

await generateText({
  model,
  prompt,
  experimental_telemetry: { isEnabled: true, metadata: { sessionId, userId } },
});
await sdk.shutdown();`,
      },
      {
        title: "In your program, version 7, with npm install @ai-sdk/otel",
        language: "ts",
        text: `import { OpenTelemetry } from "@ai-sdk/otel";
import { registerTelemetry } from "ai";
${startNodeSdk}
registerTelemetry(new OpenTelemetry());

await generateText({ model, prompt, telemetry: { isEnabled: true } });
await sdk.shutdown();`,
      },
    ],
  },
  recorded({
    id: "langchain",
    name: "LangChain and LangGraph",
    words: "langchain langgraph",
    program: `import { ChatOpenAI } from "@langchain/openai";

init();
const model = new ChatOpenAI({ model: "gpt-4o-mini" });`,
  }),
  recorded({
    id: "openai-agents",
    name: "OpenAI Agents",
    words: "agents sdk handoff",
    program: `import { Agent, run } from "@openai/agents";

init();
const agent = new Agent({ name: "assistant" });`,
  }),
  after({
    id: "claude-agent-sdk",
    name: "Claude Agent SDK",
    words: "anthropic claude code query",
    program: `import { init } from "@spanwise/sdk";

init();
const { query } = await import("@anthropic-ai/claude-agent-sdk");`,
  }),
  recorded({
    id: "google-genai",
    name: "Google GenAI",
    words: "gemini google",
    program: `import { GoogleGenAI } from "@google/genai";

init();
const google = new GoogleGenAI({});`,
  }),
  after({
    id: "google-adk",
    name: "Google ADK",
    words: "gemini google agent development kit",
    program: `import { init } from "@spanwise/sdk";

init();
const { LlmAgent, InMemoryRunner } = await import("@google/adk");`,
  }),
  recorded({
    id: "mastra",
    name: "Mastra",
    program: `import { Mastra } from "@mastra/core";

init();
const mastra = new Mastra({ agents: { assistant } });`,
  }),
  recorded({
    id: "llamaindex",
    name: "LlamaIndex",
    words: "llama index workflow",
    program: `import { agent } from "@llamaindex/workflow";

init();`,
  }),
  recorded({
    id: "bedrock",
    name: "Amazon Bedrock",
    words: "aws converse",
    program: `import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";

init();
const bedrock = new BedrockRuntimeClient({});`,
  }),
  recorded({
    id: "mistral",
    name: "Mistral",
    program: `import { Mistral } from "@mistralai/mistralai";

init();
const mistral = new Mistral();`,
  }),
  recorded({
    id: "other-models",
    name: "Cohere, Groq, Together, Ollama",
    words: "cohere groq together ollama local",
    program: `import Groq from "groq-sdk";

init();
const groq = new Groq();`,
  }),
  recorded({
    id: "mcp",
    name: "MCP",
    words: "model context protocol client server tools",
    program: `import { Client } from "@modelcontextprotocol/sdk/client/index.js";

init();
const client = new Client({ name: "host", version: "1.0.0" });`,
  }),
  {
    id: "nextjs",
    name: "Next.js, and other bundlers",
    group: "typescript",
    words: "next vercel webpack esbuild bundle",
    about: "In a bundle there are no modules to find: leave the SDK and the libraries out of it.",
    snippets: (place) => [
      install(place, "@spanwise/sdk"),
      {
        title: "next.config.ts",
        language: "ts",
        text: `export default { serverExternalPackages: ["@spanwise/sdk", "openai"] };`,
      },
      {
        title: "instrumentation.ts",
        language: "ts",
        text: `export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { init } = await import("@spanwise/sdk");
  init();
}`,
      },
      {
        title: "Or hand over each client",
        language: "ts",
        text: `import { instrument } from "@spanwise/sdk";

const openai = instrument(new OpenAI());`,
      },
    ],
  },
  {
    id: "genkit",
    name: "Genkit",
    group: "typescript",
    words: "google firebase flow",
    about: "What it tells by its own telemetry.",
    snippets: (place) => [
      {
        title: "In your shell",
        language: "sh",
        text: `npm install @opentelemetry/exporter-trace-otlp-proto @opentelemetry/sdk-trace-base
${exported(otlpVariables(place))}`,
      },
      {
        title: "In your program, first of all",
        language: "ts",
        text: `import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { enableTelemetry } from "genkit/tracing";

await enableTelemetry({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });`,
      },
    ],
  },
  {
    id: "strands",
    name: "Strands Agents",
    group: "typescript",
    words: "aws strands",
    about: "What it tells by its own telemetry.",
    snippets: (place) => [
      ...nodeSdk(place),
      {
        title: "In your program",
        language: "ts",
        text: `${startNodeSdk}

const agent = new Agent({ traceAttributes: { "session.id": sessionId, "user.id": userId } });
await agent.invoke(question);
await sdk.shutdown();`,
      },
    ],
  },
  {
    id: "openinference",
    name: "OpenInference",
    group: "typescript",
    words: "arize phoenix instrumentation",
    about: "What its instrumentations tell, such as those that Phoenix is used with.",
    snippets: (place) => [
      ...nodeSdk(place, " @arizeai/openinference-instrumentation-openai"),
      {
        title: "In your program",
        language: "ts",
        text: `import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import OpenAI from "openai";
${startNodeSdk}
new OpenAIInstrumentation().manuallyInstrument(OpenAI);`,
      },
    ],
  },
];
