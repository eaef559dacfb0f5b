import { all, type Play, type Stage, thrown } from "../scenario.ts";

const messages = [{ role: "user", content: "hi" }];
const model = "llama-3.3-70b";
const tools = [{ type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } }];

/** Of Groq and of Together, whose clients are alike. */
export function playOf(packageName: string, className: string): Play {
  async function clientOf({ load, provider, own }: Stage) {
    const { [className]: Client } = await load(packageName);
    return own(new Client({ apiKey: "fake", baseURL: `${provider}/v1`, maxRetries: 0 }));
  }
  return {
    packages: [packageName],
    scenarios: {
      async "a chat with tools"(stage) {
        const { chat } = await clientOf(stage);
        const promise = chat.completions.create({ model, messages, tools, temperature: 0.2 });
        return [promise.constructor.name, await promise];
      },
      async "a stream"(stage) {
        const { chat } = await clientOf(stage);
        return await all(await chat.completions.create({ model, messages, stream: true }));
      },
      async "a stream that is broken off"(stage) {
        const { chat } = await clientOf(stage);
        for await (const chunk of await chat.completions.create({ model: "slow-llama", messages, stream: true }))
          return chunk;
      },
      async "a chat that is refused"(stage) {
        const { chat } = await clientOf(stage);
        return await thrown(() => chat.completions.create({ model: "fail-429", messages }));
      },
      async embeddings(stage) {
        const client = await clientOf(stage);
        return await client.embeddings.create({ model: "m2-bert", input: "hello" });
      },
    },
  };
}
