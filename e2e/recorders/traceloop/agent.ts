import * as anthropicModule from "@anthropic-ai/sdk";
import { Anthropic } from "@anthropic-ai/sdk";
import * as traceloop from "@traceloop/node-server-sdk";
import OpenAI from "openai";
import { anthropicAddress, openaiAddress } from "../weather-agent.ts";
import { askClaudeForWeather, askClaudeInVain } from "../with-anthropic.ts";
import { askForWeather, askInVain, embed } from "../with-openai.ts";

traceloop.initialize({
  appName: "weather",
  baseUrl: process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "",
  apiKey: "fake",
  disableBatch: false,
  silenceInitializationMessage: true,
  traceloopSyncEnabled: false,
  tracingEnabled: true,
  instrumentModules: { openAI: OpenAI, anthropic: anthropicModule as never },
});

const client = new OpenAI(openaiAddress);
const claude = new Anthropic(anthropicAddress);
await traceloop.withAssociationProperties({ session_id: "sess-7", user_id: "user-42" }, async () => {
  await traceloop.withWorkflow({ name: "weather" }, async () => {
    await askForWeather({
      client,
      agent: (name, work) => traceloop.withAgent({ name }, work),
      tool: (name, work) => traceloop.withTool({ name }, work),
    });
  });
});
await embed({ client });
await askInVain({ client });
await askClaudeForWeather(claude);
await askClaudeInVain(claude);
await traceloop.forceFlush();
