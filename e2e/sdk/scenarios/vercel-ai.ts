import { type Play, type Stage, thrown } from "../scenario.ts";

interface Sdk {
  // biome-ignore lint/suspicious/noExplicitAny: each peer's own version
  readonly [name: string]: any;
}

async function sdkOf({
  load,
  provider,
}: Stage): Promise<{ ai: Sdk; chat: (model: string) => unknown; openai: Sdk; z: Sdk }> {
  const { createOpenAI } = await load("@ai-sdk/openai");
  const { z } = await load("zod");
  const openai = createOpenAI({ apiKey: "fake", baseURL: `${provider}/v1` });
  return { ai: await load("ai"), chat: (model) => openai.chat(model), openai, z };
}

const model = "gpt-4o-mini";

/** What tools and their loop are called differs from version to version. */
function toolsOf(ai: Sdk, z: Sdk): object {
  const schema = z.object({ city: z.string() });
  const get_weather = ai.tool({
    description: "The weather of a city",
    inputSchema: schema,
    parameters: schema,
    execute: async ({ city }: { readonly city: string }) => ({ city, celsius: 18 }),
  });
  return {
    tools: { get_weather },
    maxRetries: 0,
    ...(ai.stepCountIs ? { stopWhen: ai.stepCountIs(3) } : { maxSteps: 3 }),
  };
}

export const play: Play = {
  packages: ["ai", "@ai-sdk/openai"],
  scenarios: {
    async "tools in a loop"(stage) {
      const { ai, chat, z } = await sdkOf(stage);
      const prompt = "How is the weather in Paris?";
      const { text, steps } = await ai.generateText({
        ...toolsOf(ai, z),
        model: chat(model),
        prompt,
        temperature: 0.2,
      });
      return [text, steps.length];
    },
    async "a stream"(stage) {
      const { ai, chat } = await sdkOf(stage);
      const { textStream } = await ai.streamText({ model: chat(model), prompt: "hi", maxRetries: 0 });
      const seen: string[] = [];
      for await (const piece of textStream) seen.push(piece);
      return seen;
    },
    async "a stream that is aborted"(stage) {
      const { ai, chat } = await sdkOf(stage);
      const aborting = new AbortController();
      const asked = { model: chat("slow-gpt"), prompt: "hi", maxRetries: 0, abortSignal: aborting.signal };
      const { textStream } = await ai.streamText(asked);
      return await thrown(async () => {
        for await (const _ of textStream) aborting.abort();
      }).then((seen) => Object.keys(seen as object));
    },
    async "a call that is refused"(stage) {
      const { ai, chat } = await sdkOf(stage);
      return await thrown(() => ai.generateText({ model: chat("fail-400"), prompt: "hi", maxRetries: 0 }));
    },
    async "an embedding"(stage) {
      const { ai, openai } = await sdkOf(stage);
      const { embedding } = await ai.embed({
        model: openai.textEmbeddingModel("text-embedding-3-small"),
        value: "hello",
      });
      return embedding;
    },
  },
};
