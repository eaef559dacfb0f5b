import { all, type Play, type Stage, thrown } from "../scenario.ts";

const messages = [{ role: "user", content: "hi" }];
const model = "llama3.2";
const tools = [{ type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } }];

async function clientOf({ load, provider, own }: Stage) {
  const { Ollama } = await load("ollama");
  return own(new Ollama({ host: provider }));
}

export const play: Play = {
  packages: ["ollama"],
  scenarios: {
    async "a chat with tools"(stage) {
      return await (await clientOf(stage)).chat({ model, messages, tools, options: { temperature: 0.1 } });
    },
    async "a stream"(stage) {
      const stream = await (await clientOf(stage)).chat({ model, messages, stream: true });
      return [stream.constructor.name, Object.keys(stream), await all(stream)];
    },
    async "a stream that is broken off"(stage) {
      for await (const chunk of await (await clientOf(stage)).chat({ model, messages, stream: true })) return chunk;
    },
    async "a stream that is aborted"(stage) {
      const stream = await (await clientOf(stage)).chat({ model: "slow-llama", messages, stream: true });
      return await thrown(async () => {
        for await (const _ of stream) stream.abort();
      });
    },
    async "a chat that is refused"(stage) {
      const client = await clientOf(stage);
      return await thrown(() => client.chat({ model: "fail-500", messages }));
    },
  },
};
