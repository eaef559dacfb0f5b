import { all, type Play, type Stage, thrown } from "../scenario.ts";

async function langchain({ load, provider }: Stage) {
  const { ChatOpenAI } = await load("@langchain/openai");
  const { tool } = await load("@langchain/core/tools");
  const { HumanMessage, SystemMessage } = await load("@langchain/core/messages");
  const { z } = await load("zod");
  const modelOf = (model: string) =>
    new ChatOpenAI({ model, apiKey: "fake", configuration: { baseURL: `${provider}/v1` }, maxRetries: 0 });
  const weather = tool(async ({ city }: { readonly city: string }) => JSON.stringify({ city, celsius: 18 }), {
    name: "get_weather",
    description: "The weather of a city",
    schema: z.object({ city: z.string() }),
  });
  return { modelOf, weather, HumanMessage, SystemMessage };
}

const model = "gpt-4o-mini";

export const play: Play = {
  packages: ["@langchain/openai", "@langchain/langgraph", "@langchain/langgraph/prebuilt"],
  scenarios: {
    async "a call"(stage) {
      const { modelOf } = await langchain(stage);
      return (await modelOf(model).invoke("hi")).content;
    },
    async "a graph with tools"(stage) {
      const { modelOf, weather, HumanMessage, SystemMessage } = await langchain(stage);
      const { StateGraph, MessagesAnnotation, START } = await stage.load("@langchain/langgraph");
      const { ToolNode, toolsCondition } = await stage.load("@langchain/langgraph/prebuilt");
      const bound = modelOf(model).bindTools([weather]);
      const ask = async ({ messages }: { readonly messages: unknown }) => ({
        messages: [await bound.invoke(messages)],
      });
      const graph = new StateGraph(MessagesAnnotation)
        .addNode("assistant", ask)
        .addNode("tools", new ToolNode([weather]))
        .addEdge(START, "assistant")
        .addConditionalEdges("assistant", toolsCondition)
        .addEdge("tools", "assistant")
        .compile();
      const messages = [new SystemMessage("You tell the weather."), new HumanMessage("How is the weather in Paris?")];
      const state = await graph.invoke({ messages });
      return state.messages.map(({ content }: { readonly content: unknown }) => content);
    },
    async "a stream"(stage) {
      const { modelOf } = await langchain(stage);
      const chunks = await all<{ readonly content: unknown }>(await modelOf(model).stream("hi"));
      return chunks.map(({ content }) => content);
    },
    async "a stream that is broken off"(stage) {
      const { modelOf } = await langchain(stage);
      for await (const { content } of await modelOf("slow-gpt").stream("hi")) return content;
    },
    async "a call that is refused"(stage) {
      const { modelOf } = await langchain(stage);
      const seen = await thrown(() => modelOf("fail-400").invoke("hi"));
      return String((seen as { readonly thrown: unknown }).thrown);
    },
  },
};
