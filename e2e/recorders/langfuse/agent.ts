import { observeOpenAI } from "@langfuse/openai";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation } from "@langfuse/tracing";
import { NodeSDK } from "@opentelemetry/sdk-node";
import OpenAI from "openai";
import { openaiAddress, question } from "../weather-agent.ts";
import { askAndBeCutOff, askForWeather, askInVain, respond } from "../with-openai.ts";

const baseUrl = process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "";
const processor = new LangfuseSpanProcessor({
  publicKey: "pk-fake",
  secretKey: "sk-fake",
  baseUrl,
  environment: "test",
});
const sdk = new NodeSDK({ spanProcessors: [processor], instrumentations: [], autoDetectResources: false });
sdk.start();

const client = observeOpenAI(new OpenAI(openaiAddress), { generationName: "weather-call" });
const observed =
  (asType: "agent" | "tool") =>
  async <Result>(name: string, work: () => Promise<Result>) =>
    await startActiveObservation(
      name,
      async (observation) => {
        observation.update({ input: asType === "tool" ? { city: "Paris" } : question });
        const output = await work();
        observation.update({ output });
        return output;
      },
      { asType } as { asType: "tool" },
    );

await propagateAttributes({ sessionId: "sess-7", userId: "user-42", tags: ["prod", "weather"] }, () =>
  askForWeather({ client, agent: observed("agent"), tool: observed("tool") }),
);
await respond({ client });
await askInVain({ client });
await askAndBeCutOff({ client });
await sdk.shutdown();
