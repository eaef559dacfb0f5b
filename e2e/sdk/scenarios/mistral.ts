import { all, type Play, type Stage, thrown } from "../scenario.ts";

const model = "mistral-small-latest";
const messages = [
  { role: "system", content: "You tell the weather." },
  { role: "user", content: "hi" },
];
const tools = [{ type: "function", function: { name: "get_weather", parameters: {} } }];

async function clientOf({ load, provider, own }: Stage) {
  const { Mistral } = await load("@mistralai/mistralai");
  return own(new Mistral({ apiKey: "fake", serverURL: provider, retryConfig: { strategy: "none" } }));
}

export const play: Play = {
  packages: ["@mistralai/mistralai"],
  scenarios: {
    async "a chat with tools"(stage) {
      return await (await clientOf(stage)).chat.complete({ model, messages, tools, temperature: 0.2 });
    },
    async "a stream with tools"(stage) {
      return await all(await (await clientOf(stage)).chat.stream({ model, messages, tools }));
    },
    async "a stream that is broken off"(stage) {
      for await (const { data } of await (await clientOf(stage)).chat.stream({ model, messages })) return data;
    },
    async "a chat that is refused"(stage) {
      const { chat } = await clientOf(stage);
      return await thrown(() => chat.complete({ model: "fail-429", messages }));
    },
    async embeddings(stage) {
      return await (await clientOf(stage)).embeddings.create({ model: "mistral-embed", inputs: "hello" });
    },
  },
};
