import { type Play, type Stage, thrown } from "../scenario.ts";

async function library({ load, provider }: Stage) {
  const { Agent, run, setDefaultOpenAIClient, tool } = await load("@openai/agents");
  const { OpenAI } = await load("openai");
  const { z } = await load("zod");
  setDefaultOpenAIClient(new OpenAI({ apiKey: "fake", baseURL: `${provider}/v1`, maxRetries: 0 }));
  const weather = tool({
    name: "get_weather",
    description: "The weather of a city",
    parameters: z.object({ city: z.string() }),
    execute: async () => ({ celsius: 18 }),
  });
  const agentOf = (model: string) =>
    new Agent({ name: "weather agent", instructions: "You tell the weather.", tools: [weather], model });
  return { agentOf, run };
}

export const play: Play = {
  packages: ["@openai/agents", "openai"],
  scenarios: {
    async "a run with tools"(stage) {
      const { agentOf, run } = await library(stage);
      return (await run(agentOf("gpt-4o-mini"), "How is the weather in Paris?")).finalOutput;
    },
    async "a streamed run"(stage) {
      const { agentOf, run } = await library(stage);
      const result = await run(agentOf("gpt-4o-mini"), "How is the weather in Paris?", { stream: true });
      const types: string[] = [];
      for await (const { type } of result) types.push(type);
      await result.completed;
      return [types, result.finalOutput];
    },
    async "a run that is refused"(stage) {
      const { agentOf, run } = await library(stage);
      return await thrown(() => run(agentOf("fail-400"), "hi")).then((seen) =>
        String((seen as { readonly thrown: unknown }).thrown),
      );
    },
  },
};
