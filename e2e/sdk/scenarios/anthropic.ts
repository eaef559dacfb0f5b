import { all, type Play, type Stage, thrown } from "../scenario.ts";

const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools = [{ name: "get_weather", description: "Tells the weather.", input_schema: schema }];
const question = { role: "user", content: "How is the weather in Paris?" };
const system = "You tell the weather.";
const cached = [{ type: "text", text: system, cache_control: { type: "ephemeral" } }];
const model = "claude-sonnet-5-5";
const hi = { max_tokens: 64, messages: [{ role: "user", content: "hi" }] };

async function clientOf({ load, provider, own }: Stage, options: object = {}) {
  const { Anthropic } = await load("@anthropic-ai/sdk");
  return own(new Anthropic({ apiKey: "sk-ant-fake", baseURL: provider, ...options }));
}

export const play: Play = {
  packages: ["@anthropic-ai/sdk"],
  scenarios: {
    async "a message"(stage) {
      const client = await clientOf(stage);
      const promise = client.messages.create({ ...hi, model, system, temperature: 0.2, stop_sequences: ["stop"] });
      return [promise.constructor.name, Object.keys(promise), await promise, Object.keys(client.messages)];
    },

    async "with its response"(stage) {
      const client = await clientOf(stage);
      const { data, response, request_id } = await client.messages.create({ ...hi, model }).withResponse();
      return [data, data._request_id, response, request_id];
    },

    async "a response alone"(stage) {
      const client = await clientOf(stage);
      const response = await client.messages.create({ ...hi, model }).asResponse();
      return [response, await response.json()];
    },

    async "a streamed message"(stage) {
      const client = await clientOf(stage);
      const stream = await client.messages.create({ ...hi, model, stream: true });
      const { Stream } = await stage.load("@anthropic-ai/sdk/streaming");
      return [stream, stream instanceof Stream, await all(stream), await thrown(() => all(stream))];
    },

    async "a stream split in two"(stage) {
      const client = await clientOf(stage);
      const [left, right] = (await client.messages.create({ ...hi, model, stream: true })).tee();
      return await Promise.all([all(left), all(right)]);
    },

    async "tools and a cache"(stage) {
      const client = await clientOf(stage);
      const asked = { model, max_tokens: 256, system: cached, tools };
      const first = await client.messages.create({ ...asked, messages: [question] });
      const content = [{ type: "tool_result", tool_use_id: first.content[1].id, content: '{"celsius":18}' }];
      const messages = [question, { role: "assistant", content: first.content }, { role: "user", content }];
      return [first, await all(await client.messages.create({ ...asked, messages, stream: true }))];
    },

    async "tools of a stream"(stage) {
      const client = await clientOf(stage);
      return await all(
        await client.messages.create({ model, max_tokens: 9, messages: [question], tools, stream: true }),
      );
    },

    async "what it thinks"(stage) {
      const client = await clientOf(stage);
      const asked = { ...hi, max_tokens: 2048, model, thinking: { type: "enabled", budget_tokens: 1024 } };
      return [await client.messages.create(asked), await all(await client.messages.create({ ...asked, stream: true }))];
    },

    async "a helper's stream"(stage) {
      const client = await clientOf(stage);
      const stream = client.messages.stream({ ...hi, model });
      const events: unknown[] = [];
      for (const name of ["text", "message", "finalMessage", "end"]) {
        stream.on(name, (...values: unknown[]) => events.push([name, ...values]));
      }
      return [stream.constructor.name, await stream.finalMessage(), events];
    },

    async "of the beta"(stage) {
      const client = await clientOf(stage);
      const whole = await client.beta.messages.create({ ...hi, model, betas: ["context-1m-2025-08-07"] });
      const stream = client.beta.messages.stream({ ...hi, model });
      return [whole, await stream.finalText()];
    },

    async "calls at once"(stage) {
      const client = await clientOf(stage);
      const ask = (content: string) =>
        client.messages.create({ model, max_tokens: 9, messages: [{ role: "user", content }] });
      return await Promise.all([ask("a"), ask("b"), ask("c")]);
    },

    async "calls that are refused"(stage) {
      const client = await clientOf(stage);
      const ask = (model: string) => thrown(() => client.messages.create({ ...hi, model }));
      return [await ask("fail-400"), await ask("fail-429"), await ask("fail-500")];
    },

    async "a helper that is refused"(stage) {
      const client = await clientOf(stage);
      return await thrown(() => client.messages.stream({ ...hi, model: "fail-400" }).finalMessage());
    },

    async "calls that are tried again"(stage) {
      const client = await clientOf(stage);
      const ask = (model: string) => client.messages.create({ ...hi, model });
      return [await ask("retry-429-claude"), await ask("retry-500-claude")];
    },

    async "a stream that is broken off"(stage) {
      const client = await clientOf(stage);
      const stream = await client.messages.create({ ...hi, model: "slow-claude", stream: true });
      const seen: unknown[] = [];
      for await (const event of stream) {
        seen.push(event);
        if (event.type === "content_block_delta") break;
      }
      return seen;
    },

    async "a stream that is aborted"(stage) {
      const client = await clientOf(stage);
      const controller = new AbortController();
      const options = { signal: controller.signal };
      const stream = await client.messages.create({ ...hi, model: "slow-claude", stream: true }, options);
      const seen: unknown[] = [];
      const ended = await thrown(async () => {
        for await (const event of stream) {
          seen.push(event);
          controller.abort();
        }
      });
      return [seen, ended];
    },

    async "a stream that is cut off"(stage) {
      const client = await clientOf(stage);
      const stream = await client.messages.create({ ...hi, model: "cut-claude", stream: true });
      return await thrown(() => all(stream));
    },

    async "a message that is aborted"(stage) {
      const client = await clientOf(stage, { maxRetries: 0 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      return await thrown(() => client.messages.create({ ...hi, model: "slow-claude" }, { signal: controller.signal }));
    },
  },
};
