import { setSession, setUser } from "@arizeai/openinference-core";
import { LangChainInstrumentation } from "@arizeai/openinference-instrumentation-langchain";
import * as callbacks from "@langchain/core/callbacks/manager";
import { HumanMessage, SystemMessage, type ToolMessage } from "@langchain/core/messages";
import { RunnableLambda } from "@langchain/core/runnables";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { context } from "@opentelemetry/api";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { z } from "zod";
import { failing, getWeather, openaiAddress, provider, question, system } from "../weather-agent.ts";

process.env.LANGCHAIN_CALLBACKS_BACKGROUND = "false";
const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();
new LangChainInstrumentation().manuallyInstrument(callbacks as never);

const model = (name: string, more: object = {}) =>
  new ChatOpenAI({
    model: name,
    apiKey: openaiAddress.apiKey,
    configuration: { baseURL: `${provider}/v1` },
    maxRetries: 0,
    ...more,
  });
const weather = tool(async (input) => JSON.stringify(getWeather(input as { city: string })), {
  name: "get_weather",
  description: "The weather of a city",
  schema: z.object({ city: z.string() }),
});

const agent = RunnableLambda.from(async (asked: string) => {
  const bound = model("gpt-4o-mini").bindTools([weather]);
  const messages = [new SystemMessage(system), new HumanMessage(asked)];
  const first = await bound.invoke(messages);
  const call = first.tool_calls?.[0];
  const result = await weather.invoke({ ...call, type: "tool_call" } as never);
  const last = await bound.invoke([...messages, first, result as unknown as ToolMessage]);
  return last.text;
}).withConfig({ runName: "weather_agent" });

const marked = setUser(setSession(context.active(), { sessionId: "sess-7" }), { userId: "user-42" });
await context.with(marked, () => agent.invoke(question));
for await (const _ of await model("gpt-4o-mini", { streamUsage: true }).stream("hi"));
await failing(() => model("fail-429").invoke("hi"));
await failing(async () => {
  const controller = new AbortController();
  for await (const chunk of await model("slow-gpt").stream("hi", { signal: controller.signal }))
    if (chunk.text) controller.abort();
});
await sdk.shutdown();
