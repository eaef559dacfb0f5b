import { all, type Play, type Stage, thrown } from "../scenario.ts";

const model = "gemini-2.5-flash";
const tools = [{ functionDeclarations: [{ name: "get_weather", description: "The weather of a city" }] }];

async function clientOf({ load, provider, own }: Stage) {
  const { GoogleGenAI } = await load("@google/genai");
  return own(new GoogleGenAI({ apiKey: "fake", httpOptions: { baseUrl: provider } }));
}

export const play: Play = {
  packages: ["@google/genai"],
  scenarios: {
    async "a call with tools"(stage) {
      const { models } = await clientOf(stage);
      return await models.generateContent({
        model,
        contents: "How is the weather in Paris?",
        config: { systemInstruction: "You tell the weather.", temperature: 0.2, tools },
      });
    },

    async "a stream"(stage) {
      const { models } = await clientOf(stage);
      const stream = await models.generateContentStream({
        model,
        contents: [{ role: "user", parts: [{ text: "hi" }] }],
      });
      return [Object.prototype.toString.call(stream), await all(stream)];
    },

    async "a stream that is broken off"(stage) {
      const { models } = await clientOf(stage);
      for await (const chunk of await models.generateContentStream({ model, contents: "hi" })) return chunk;
    },

    async "calls that are refused"(stage) {
      const { models } = await clientOf(stage);
      return await thrown(() => models.generateContent({ model: "fail-429", contents: "hi" }));
    },

    async "a stream that is aborted"(stage) {
      const { models } = await clientOf(stage);
      const aborting = new AbortController();
      const config = { abortSignal: aborting.signal };
      return await thrown(async () => {
        for await (const _ of await models.generateContentStream({ model: "slow-gemini", contents: "hi", config })) {
          aborting.abort();
        }
      });
    },

    async "a chat"(stage) {
      const { chats } = await clientOf(stage);
      return await chats.create({ model }).sendMessage({ message: "hello" });
    },
  },
};
