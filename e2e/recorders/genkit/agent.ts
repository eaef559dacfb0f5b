import { openAI } from "@genkit-ai/compat-oai/openai";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { genkit, z } from "genkit";
import { enableTelemetry, flushTracing } from "genkit/tracing";
import { failing, getWeather, openaiAddress, question, system } from "../weather-agent.ts";

await enableTelemetry({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter()) as never] });

const ai = genkit({
  plugins: [openAI({ apiKey: openaiAddress.apiKey, baseURL: openaiAddress.baseURL, maxRetries: 0 })],
});
const weather = ai.defineTool(
  { name: "get_weather", description: "The weather of a city", inputSchema: z.object({ city: z.string() }) },
  async (input) => getWeather(input),
);
const flow = ai.defineFlow("weather_agent", async (prompt: string) => {
  const { text } = await ai.generate({ model: openAI.model("gpt-4o-mini"), system, prompt, tools: [weather] });
  return text;
});
await flow(question);
const { stream, response } = ai.generateStream({ model: openAI.model("gpt-4o-mini"), prompt: "hi" });
for await (const _ of stream);
await response;
await ai.embed({ embedder: openAI.embedder("text-embedding-3-small"), content: "hello world" });
await failing(() => ai.generate({ model: openAI.model("fail-429"), prompt: "hi" }));
await flushTracing();
