import { all, type Play, type Stage, thrown } from "../scenario.ts";

const tools = [
  {
    type: "function",
    function: { name: "get_weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
];
const system = { role: "system", content: "You tell the weather." };
const question = { role: "user", content: "How is the weather in Paris?" };
const hi = [{ role: "user", content: "hi" }];
const model = "gpt-4o-mini";

async function clientOf({ load, provider, own }: Stage, options: object = {}) {
  const { OpenAI } = await load("openai");
  return own(new OpenAI({ apiKey: "sk-fake", baseURL: `${provider}/v1`, ...options }));
}

export const play: Play = {
  packages: ["openai"],
  scenarios: {
    async "a chat"(stage) {
      const client = await clientOf(stage);
      const messages = [system, question];
      const promise = client.chat.completions.create({ model, messages, temperature: 0.2, max_completion_tokens: 99 });
      return [promise.constructor.name, Object.keys(promise), await promise];
    },

    async "a streamed chat"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model, messages: [question], stream: true });
      return [stream, await all(stream)];
    },

    async "tools, asked for and answered"(stage) {
      const client = await clientOf(stage);
      const first = await client.chat.completions.create({ model, messages: [system, question], tools });
      const result = {
        role: "tool",
        tool_call_id: first.choices[0].message.tool_calls[0].id,
        content: '{"celsius":18}',
      };
      const messages = [system, question, first.choices[0].message, result];
      return [first, await all(await client.chat.completions.create({ model, messages, tools, stream: true }))];
    },

    async "calls that are refused"(stage) {
      const client = await clientOf(stage);
      const ask = (model: string) => thrown(() => client.chat.completions.create({ model, messages: hi }));
      return [await ask("fail-400"), await ask("fail-429"), await ask("fail-500")];
    },
  },
};
