import { Mistral } from "@mistralai/mistralai";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { failing, getWeather, openaiTool, provider, question, system } from "../weather-agent.ts";

process.env.MISTRAL_SDK_TELEMETRY = "global";
const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();

const client = new Mistral({ apiKey: "fake", serverURL: provider, retryConfig: { strategy: "none" } });
const tools = [openaiTool] as never;
const model = "mistral-small-latest";
// biome-ignore lint/suspicious/noExplicitAny: messages of several roles
const messages: any[] = [
  { role: "system", content: system },
  { role: "user", content: question },
];
const first = await client.chat.complete({ model, messages, tools, temperature: 0.2 });
const message = first.choices?.[0]?.message;
const call = message?.toolCalls?.[0];
const args = call?.function.arguments;
const result = getWeather(typeof args === "string" ? JSON.parse(args) : (args as never));
messages.push(message, { role: "tool", toolCallId: call?.id, content: JSON.stringify(result) });
for await (const _ of await client.chat.stream({ model, messages, tools }));
await client.embeddings.create({ model: "mistral-embed", inputs: "hello world" });
const hi = [{ role: "user", content: "hi" }] as never;
await failing(() => client.chat.complete({ model: "fail-429", messages: hi }));
await failing(async () => {
  const controller = new AbortController();
  const stream = await client.chat.stream(
    { model: "slow-mistral", messages: hi },
    { fetchOptions: { signal: controller.signal } },
  );
  for await (const { data } of stream) if (data.choices[0]?.delta.content) controller.abort();
});
await sdk.shutdown();
