import { createRequire } from "node:module";
import { OpenAIInstrumentation } from "@opentelemetry/instrumentation-openai";
import { openTelemetry } from "../open-telemetry.ts";
import { openaiAddress } from "../weather-agent.ts";
import { askAndBeCutOff, askForWeather, askInVain, embed } from "../with-openai.ts";

const { traces, logs, metrics, shutdown } = openTelemetry();
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(traces);
instrumentation.setLoggerProvider(logs);
instrumentation.setMeterProvider(metrics);
instrumentation.enable();

// It finds the client only where it is required.
const { OpenAI } = createRequire(import.meta.url)("openai") as typeof import("openai");
const client = new OpenAI(openaiAddress);
await askForWeather({ client });
await embed({ client });
await askInVain({ client });
await askAndBeCutOff({ client });
await shutdown();
