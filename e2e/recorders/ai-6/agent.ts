import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { embed, generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { anthropicAddress, failing, getWeather, openaiAddress, provider, question, system } from "../weather-agent.ts";

const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();

const openai = createOpenAI({ apiKey: openaiAddress.apiKey, baseURL: openaiAddress.baseURL });
const anthropic = createAnthropic({ apiKey: anthropicAddress.apiKey, baseURL: `${provider}/v1` });
const inputSchema = z.object({ city: z.string() });
const get_weather = tool({
  description: "The weather of a city",
  inputSchema,
  execute: async (input) => getWeather(input),
});
const metadata = { sessionId: "sess-7", userId: "user-42", tags: ["prod", "weather"] };
const experimental_telemetry = (functionId: string) => ({ isEnabled: true, functionId, metadata });
const common = { maxRetries: 0, system, tools: { get_weather }, stopWhen: stepCountIs(3) };

await generateText({
  ...common,
  model: openai.chat("gpt-4o-mini"),
  prompt: question,
  experimental_telemetry: experimental_telemetry("weather-agent"),
});
const streamed = streamText({
  ...common,
  model: anthropic("claude-sonnet-4-5"),
  prompt: question,
  experimental_telemetry: experimental_telemetry("claude"),
});
await streamed.consumeStream();
await generateObject({
  model: openai.chat("gpt-4o-mini"),
  schema: z.object({ city: z.string(), temperatureC: z.number(), condition: z.string() }),
  prompt: question,
  experimental_telemetry: experimental_telemetry("object"),
});
await embed({
  model: openai.textEmbeddingModel("text-embedding-3-small"),
  value: "hello world",
  experimental_telemetry: experimental_telemetry("embed"),
});
await failing(() =>
  generateText({
    maxRetries: 0,
    model: openai.chat("fail-429"),
    prompt: "hi",
    experimental_telemetry: experimental_telemetry("fails"),
  }),
);
await failing(async () => {
  const controller = new AbortController();
  const { textStream } = streamText({
    maxRetries: 0,
    model: openai.chat("slow-gpt"),
    prompt: "hi",
    abortSignal: controller.signal,
    experimental_telemetry: experimental_telemetry("aborted"),
  });
  for await (const _ of textStream) controller.abort();
});
await sdk.shutdown();
