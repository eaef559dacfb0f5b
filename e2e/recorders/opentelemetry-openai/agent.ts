import { createRequire } from "node:module";
import { OpenAIInstrumentation } from "@opentelemetry/instrumentation-openai";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { openaiAddress } from "../weather-agent.ts";
import { askAndBeCutOff, askForWeather, askInVain, embed } from "../with-openai.ts";

const instrumentations = [new OpenAIInstrumentation({ captureMessageContent: true })];
const sdk = new NodeSDK({ instrumentations, autoDetectResources: false });
sdk.start();

// It finds the client only where it is required.
const { OpenAI } = createRequire(import.meta.url)("openai") as typeof import("openai");
const client = new OpenAI(openaiAddress);
await askForWeather({ client });
await embed({ client });
await askInVain({ client });
await askAndBeCutOff({ client });
await sdk.shutdown();
