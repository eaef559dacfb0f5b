import { all, type Play, type Stage, thrown } from "../scenario.ts";

const model = "command-a-03-2025";
const messages = [{ role: "user", content: "hi" }];
const tools = [{ type: "function", function: { name: "get_weather", parameters: {} } }];

async function clientOf({ load, provider, own }: Stage) {
  const { CohereClientV2 } = await load("cohere-ai");
  return own(new CohereClientV2({ token: "fake", environment: provider, baseUrl: provider }));
}

export const play: Play = {
  packages: ["cohere-ai"],
  scenarios: {
    async "a chat with tools"(stage) {
      const promise = (await clientOf(stage)).chat({ model, messages, tools, temperature: 0.2 });
      return [promise.constructor.name, await promise];
    },
    async "a stream with tools"(stage) {
      return await all(await (await clientOf(stage)).chatStream({ model, messages, tools }));
    },
    async "a stream"(stage) {
      return await all(await (await clientOf(stage)).chatStream({ model, messages }));
    },
    async "a chat that is refused"(stage) {
      const client = await clientOf(stage);
      const ask = () => client.chat({ model: "fail-500", messages }, { maxRetries: 0 });
      return await thrown(ask).then((seen) => String((seen as { thrown: unknown }).thrown));
    },
  },
};
