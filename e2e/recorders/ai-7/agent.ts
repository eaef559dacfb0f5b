import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { OpenTelemetry } from "@ai-sdk/otel";
import { embed, generateText, registerTelemetry, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { openTelemetry } from "../open-telemetry.ts";
import { anthropicAddress, failing, getWeather, openaiAddress, provider, question, system } from "../weather-agent.ts";

const { shutdown } = openTelemetry();
registerTelemetry(new OpenTelemetry());

const openai = createOpenAI(openaiAddress);
const anthropic = createAnthropic({ ...anthropicAddress, baseURL: `${provider}/v1` });
const inputSchema = z.object({ city: z.string() });
const tools = { get_weather: tool({ description: "The weather of a city", inputSchema, execute: getWeather }) };
const telemetry = (functionId: string) => ({ isEnabled: true, functionId });
const common = { maxRetries: 0, instructions: system, tools, stopWhen: stepCountIs(3) };

await generateText({
  ...common,
  model: openai.chat("gpt-4o-mini"),
  prompt: question,
  telemetry: telemetry("weather-agent"),
});
const streamed = streamText({
  ...common,
  model: anthropic("claude-sonnet-4-5"),
  prompt: question,
  telemetry: telemetry("claude"),
});
await streamed.consumeStream();
await embed({ model: openai.embedding("text-embedding-3-small"), value: "hello world", telemetry: telemetry("embed") });
await failing(() =>
  generateText({ maxRetries: 0, model: openai.chat("fail-429"), prompt: "hi", telemetry: telemetry("fails") }),
);
await failing(async () => {
  const controller = new AbortController();
  const { textStream } = streamText({
    maxRetries: 0,
    model: openai.chat("slow-gpt"),
    prompt: "hi",
    abortSignal: controller.signal,
    telemetry: telemetry("aborted"),
  });
  for await (const _ of textStream) controller.abort();
});
await shutdown();
