import { OpenAIAgentsInstrumentation } from "@arizeai/openinference-instrumentation-openai-agents";
import * as agents from "@openai/agents";
import { NodeSDK } from "@opentelemetry/sdk-node";
import OpenAI from "openai";
import { z } from "zod";
import { failing, getWeather, openaiAddress, question, system } from "../weather-agent.ts";

const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();
const instrumentation = new OpenAIAgentsInstrumentation();
instrumentation.manuallyInstrument(agents as never);

agents.setDefaultOpenAIClient(new OpenAI(openaiAddress) as never);
const weather = agents.tool({
  name: "get_weather",
  description: "The weather of a city",
  parameters: z.object({ city: z.string() }),
  execute: async (input) => getWeather(input),
});
const agent = new agents.Agent({ name: "weather_agent", instructions: system, tools: [weather], model: "gpt-4o-mini" });
await agents.run(agent, question);
const streamed = await agents.run(agent, question, { stream: true });
for await (const _ of streamed);
await streamed.completed;
await failing(() => agents.run(new agents.Agent({ name: "failing_agent", model: "fail-429" }), "hi"));
await agents.getGlobalTraceProvider().forceFlush();
await sdk.shutdown();
