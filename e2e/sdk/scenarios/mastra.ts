import { all, type Play, type Stage, thrown } from "../scenario.ts";

async function library({ load, provider }: Stage) {
  const { Mastra } = await load("@mastra/core");
  const { Agent } = await load("@mastra/core/agent");
  const { createTool } = await load("@mastra/core/tools");
  const { createOpenAI } = await load("@ai-sdk/openai");
  const { z } = await load("zod");
  const openai = createOpenAI({ apiKey: "fake", baseURL: `${provider}/v1` });
  const weather = createTool({
    id: "get_weather",
    description: "The weather of a city",
    inputSchema: z.object({ city: z.string() }),
    outputSchema: z.object({ celsius: z.number() }),
    execute: async () => ({ celsius: 18 }),
  });
  return (model: string) => {
    const agent = new Agent({
      id: "weather-agent",
      name: "weather agent",
      instructions: "You tell the weather.",
      model: openai.chat(model),
      maxRetries: 0,
      tools: { get_weather: weather },
    });
    return new Mastra({ agents: { agent }, logger: false }).getAgent("agent");
  };
}

const question = "How is the weather in Paris?";

export const play: Play = {
  packages: ["@mastra/core", "@mastra/core/agent", "@mastra/core/tools", "@ai-sdk/openai"],
  scenarios: {
    async "an agent with tools"(stage) {
      const agentOf = await library(stage);
      const memory = { thread: "thread-1", resource: "user-42" };
      const { text, steps, finishReason, totalUsage, traceId } = await agentOf("gpt-4o-mini").generate(question, {
        memory,
      });
      return { text, steps: steps.length, finishReason, totalUsage, traceId };
    },
    async "a stream"(stage) {
      const agentOf = await library(stage);
      const output = await agentOf("gpt-4o-mini").stream(question);
      const types = (await all<{ readonly type: string }>(output.fullStream)).map(({ type }) => type);
      return { types, text: await output.text, usage: await output.totalUsage, traceId: output.traceId };
    },
    async "an agent that is refused"(stage) {
      const agentOf = await library(stage);
      const seen = await thrown(() => agentOf("fail-400").generate("hi"));
      return String((seen as { readonly thrown: unknown }).thrown);
    },
    async "a stream that is refused"(stage) {
      const agentOf = await library(stage);
      const output = await agentOf("fail-400").stream("hi");
      const types = (await all<{ readonly type: string }>(output.fullStream)).map(({ type }) => type);
      return { types, status: output.status };
    },
    async "a stream that is aborted"(stage) {
      const agentOf = await library(stage);
      const aborting = new AbortController();
      const output = await agentOf("slow-gpt").stream("hi", { abortSignal: aborting.signal });
      const types: string[] = [];
      for await (const { type } of output.fullStream) {
        types.push(type);
        if (type === "text-delta") aborting.abort();
      }
      return types;
    },
  },
};
