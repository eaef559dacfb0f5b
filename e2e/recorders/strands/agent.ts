import { NodeSDK } from "@opentelemetry/sdk-node";
import { Agent, tool } from "@strands-agents/sdk";
import { OpenAIModel } from "@strands-agents/sdk/models/openai";
import { z } from "zod";
import { failing, getWeather, openaiAddress, provider, question, system } from "../weather-agent.ts";

const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();

const model = (modelId: string) =>
  new OpenAIModel({
    api: "chat",
    modelId,
    apiKey: openaiAddress.apiKey,
    clientConfig: { baseURL: `${provider}/v1`, maxRetries: 0 },
  });
const weather = tool({
  name: "get_weather",
  description: "The weather of a city",
  inputSchema: z.object({ city: z.string() }),
  callback: (input) => JSON.stringify(getWeather(input)),
});
const traceAttributes = { "session.id": "sess-7", "user.id": "user-42", tags: ["prod", "weather"] };

const agent = new Agent({
  name: "weather_agent",
  model: model("gpt-4o-mini"),
  systemPrompt: system,
  tools: [weather],
  printer: false,
  traceAttributes,
});
await agent.invoke(question);
await failing(() => new Agent({ name: "failing_agent", model: model("fail-500"), printer: false }).invoke("hi"));
await failing(() => new Agent({ name: "cut_agent", model: model("cut-gpt"), printer: false }).invoke("hi"));
await sdk.shutdown();
