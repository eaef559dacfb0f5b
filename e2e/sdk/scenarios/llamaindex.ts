import { all, type Play, type Stage, thrown } from "../scenario.ts";

async function library({ load, provider }: Stage) {
  const { agent } = await load("@llamaindex/workflow");
  const { tool } = await load("llamaindex");
  const { openai } = await load("@llamaindex/openai");
  const { z } = await load("zod");
  const modelOf = (model: string) => openai({ model, apiKey: "fake", baseURL: `${provider}/v1`, maxRetries: 0 });
  const weatherOf = (execute: () => object) => {
    const parameters = z.object({ city: z.string() });
    return tool({ name: "get_weather", description: "The weather of a city", parameters, execute });
  };
  const weather = weatherOf(() => ({ celsius: 18 }));
  const broken = weatherOf(() => {
    throw new RangeError("no such city");
  });
  const agentOf = (one: object) =>
    agent({ name: "weather agent", systemPrompt: "You tell the weather.", tools: [one], llm: modelOf("gpt-4o-mini") });
  return { agentOf, modelOf, weather, broken };
}

const question = "How is the weather in Paris?";
const messages = [{ role: "user", content: "hi" }];

export const play: Play = {
  packages: ["llamaindex", "@llamaindex/workflow", "@llamaindex/openai"],
  scenarios: {
    async "an agent with tools"(stage) {
      const { agentOf, weather } = await library(stage);
      const { data } = await agentOf(weather).run(question);
      return [data.result, data.message];
    },
    async "a tool that fails"(stage) {
      const { agentOf, broken } = await library(stage);
      const { data } = await agentOf(broken).run(question);
      return data.result;
    },
    async "a streamed run"(stage) {
      const { agentOf, weather } = await library(stage);
      const events = await all<object>(agentOf(weather).runStream(question));
      return events.length;
    },
    async "a call"(stage) {
      const { modelOf } = await library(stage);
      const { message } = await modelOf("gpt-4o-mini").chat({ messages });
      return message;
    },
    async "a stream"(stage) {
      const { modelOf } = await library(stage);
      const chunks = await all<{ readonly delta: string }>(
        await modelOf("gpt-4o-mini").chat({ messages, stream: true }),
      );
      return chunks.map(({ delta }) => delta);
    },
    async "a model with a tool"(stage) {
      const { modelOf, weather } = await library(stage);
      const asked = [{ role: "user", content: question }];
      const { newMessages, toolCalls } = await modelOf("gpt-4o-mini").exec({ messages: asked, tools: [weather] });
      return [newMessages, toolCalls];
    },
    async "a call that is refused"(stage) {
      const { modelOf } = await library(stage);
      const seen = await thrown(() => modelOf("fail-400").chat({ messages }));
      return String((seen as { readonly thrown: unknown }).thrown);
    },
    async "a model of the host's own"(stage) {
      const { BaseLLM } = await stage.load("@llamaindex/core/llms");
      const { wrapLLMEvent } = await stage.load("@llamaindex/core/decorator");
      const raw = { id: "own-1", model: "own-model", usage: { input_tokens: 3, output_tokens: 2 } };
      class Own extends BaseLLM {
        readonly metadata = { model: "own-model" };
        chat = wrapLLMEvent(async () => ({ raw, message: { role: "assistant", content: "hello" } }), { name: "chat" });
      }
      return await new Own().complete({ prompt: "hi" });
    },
  },
};
