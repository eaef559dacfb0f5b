import { FunctionTool, Gemini, InMemoryRunner, LlmAgent, StreamingMode } from "@google/adk";
import { failing, getWeather, provider, question, system } from "../weather-agent.ts";
import { sdk } from "./open-telemetry.ts";

process.env.GEMINI_API_KEY = "fake";
process.env.GOOGLE_GEMINI_BASE_URL = provider;

const weather = new FunctionTool({
  name: "get_weather",
  description: "The weather of a city",
  parameters: { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] } as never,
  execute: (input) => getWeather(input as { city: string }),
});

async function run(model: string, streaming: boolean) {
  const agent = new LlmAgent({
    name: "weather_agent",
    model: new Gemini({ model, apiKey: "fake" }),
    instruction: system,
    tools: [weather],
  });
  const runner = new InMemoryRunner({ agent, appName: "weather" });
  const { id: sessionId } = await runner.sessionService.createSession({
    appName: "weather",
    userId: "user-42",
    sessionId: `sess-${model}`,
  });
  const newMessage = { role: "user", parts: [{ text: question }] };
  const runConfig = streaming ? { streamingMode: StreamingMode.SSE } : {};
  for await (const _ of runner.runAsync({ userId: "user-42", sessionId, newMessage, runConfig: runConfig as never }));
}

await failing(() => run("gemini-2.5-flash", false));
await failing(() => run("gemini-2.5-pro", true));
await failing(() => run("fail-429", false));
await sdk.shutdown();
