import * as anthropicModule from "@anthropic-ai/sdk";
import { Anthropic } from "@anthropic-ai/sdk";
import { setMetadata, setSession, setTags, setUser } from "@arizeai/openinference-core";
import { AnthropicInstrumentation } from "@arizeai/openinference-instrumentation-anthropic";
import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { NodeSDK } from "@opentelemetry/sdk-node";
import OpenAI from "openai";
import { anthropicAddress, openaiAddress, question } from "../weather-agent.ts";
import { askClaudeForWeather, askClaudeInVain } from "../with-anthropic.ts";
import { askForWeather, askInVain, embed, respond } from "../with-openai.ts";

const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();
new OpenAIInstrumentation().manuallyInstrument(OpenAI);
new AnthropicInstrumentation().manuallyInstrument(anthropicModule as never);

const tracer = trace.getTracer("weather");
const spanOf =
  (kind: string) =>
  async <Result>(name: string, work: () => Promise<Result>) =>
    await tracer.startActiveSpan(name, async (span) => {
      const input = kind === "TOOL" ? '{"city":"Paris"}' : question;
      span.setAttributes({
        "openinference.span.kind": kind,
        "input.value": input,
        ...(kind === "TOOL" && { "tool.name": name }),
      });
      const result = await work();
      span.setAttribute("output.value", typeof result === "string" ? result : JSON.stringify(result));
      span.setStatus({ code: SpanStatusCode.OK });
      span.end();
      return result;
    });

let marked = setSession(context.active(), { sessionId: "sess-7" });
marked = setUser(marked, { userId: "user-42" });
marked = setTags(marked, ["prod", "weather"]);
marked = setMetadata(marked, { tenant: "acme" });

const client = new OpenAI(openaiAddress);
await context.with(marked, () => askForWeather({ client, agent: spanOf("AGENT"), tool: spanOf("TOOL") }));
await embed({ client });
await respond({ client });
await askInVain({ client });

const claude = new Anthropic(anthropicAddress);
await askClaudeForWeather(claude);
await askClaudeInVain(claude);
await sdk.shutdown();
