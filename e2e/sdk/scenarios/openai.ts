import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

async function clientOf({ load, provider, own }: Stage, options: object = {}) {
  const { OpenAI } = await load("openai");
  return own(new OpenAI({ apiKey: "sk-fake", baseURL: `${provider}/v1`, ...options }));
}

/** Resolves when what nobody holds any more was collected, and all that waits for this has run. */
async function collected(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 5; turn += 1) {
    await sleep(20);
    collect();
  }
}

/** What a helper's stream tells by its events. */
function heard(stream: { on(name: string, listen: (...values: unknown[]) => void): unknown }, ...names: string[]) {
  const events: unknown[] = [];
  for (const name of names) stream.on(name, (...values) => events.push([name, ...values]));
  return events;
}

export const play: Play = {
  packages: ["openai"],
  scenarios: {
    async "a chat"(stage) {
      const client = await clientOf(stage);
      const messages = [system, question];
      const promise = client.chat.completions.create({ model, messages, temperature: 0.2, max_completion_tokens: 99 });
      return [promise.constructor.name, Object.keys(promise), await promise, Object.keys(client.chat.completions)];
    },

    async "with its response"(stage) {
      const client = await clientOf(stage);
      const { data, response, request_id } = await client.chat.completions
        .create({ model, messages: hi })
        .withResponse();
      return [data, data._request_id, response, request_id];
    },

    async "a response alone"(stage) {
      const client = await clientOf(stage);
      const response = await client.chat.completions.create({ model, messages: hi }).asResponse();
      return [response, await response.json()];
    },

    async "a streamed chat"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model, messages: [question], stream: true });
      const { Stream } = await stage.load("openai/streaming");
      return [stream, stream instanceof Stream, await all(stream), await thrown(() => all(stream))];
    },

    async "a streamed chat whose host asks for the usage"(stage) {
      const client = await clientOf(stage);
      const stream_options = { include_usage: true };
      const messages = [{ role: "user", content: "asked by the host" }];
      return await all(await client.chat.completions.create({ model, messages, stream: true, stream_options }));
    },

    async "a streamed chat whose host wants no usage"(stage) {
      const client = await clientOf(stage);
      const stream_options = { include_usage: false };
      return await all(await client.chat.completions.create({ model, messages: hi, stream: true, stream_options }));
    },

    async "a stream split in two"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model, messages: hi, stream: true });
      const [left, right] = stream.tee();
      return [left, await Promise.all([all(left), all(right)])];
    },

    async "a stream as bytes"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model, messages: hi, stream: true });
      const chunks = await all(stream.toReadableStream() as AsyncIterable<Uint8Array>);
      return Buffer.concat(chunks).toString();
    },

    async "a stream that is broken off"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model: "slow-gpt", messages: hi, stream: true });
      const seen: unknown[] = [];
      for await (const chunk of stream) {
        seen.push(chunk);
        if (seen.length === 2) break;
      }
      return [seen, stream.controller.signal.aborted];
    },

    async "a stream that is aborted"(stage) {
      const client = await clientOf(stage);
      const controller = new AbortController();
      const options = { signal: controller.signal };
      const stream = await client.chat.completions.create({ model: "slow-gpt", messages: hi, stream: true }, options);
      const seen: unknown[] = [];
      const ended = await thrown(async () => {
        for await (const chunk of stream) {
          seen.push(chunk);
          controller.abort();
        }
      });
      return [seen, ended];
    },

    async "a stream whose reader throws"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model: "slow-gpt", messages: hi, stream: true });
      return await thrown(async () => {
        for await (const _ of stream) throw new Error("of the host");
      });
    },

    async "a stream that is cut off"(stage) {
      const client = await clientOf(stage);
      const stream = await client.chat.completions.create({ model: "cut-gpt", messages: hi, stream: true });
      return await thrown(() => all(stream));
    },

    async "a stream that nobody reads"(stage) {
      const client = await clientOf(stage);
      await client.chat.completions.create({ model, messages: hi, stream: true });
      await collected();
    },

    async "a chat that is aborted"(stage) {
      const client = await clientOf(stage, { maxRetries: 0 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const options = { signal: controller.signal };
      return await thrown(() => client.chat.completions.create({ model: "slow-gpt", messages: hi }, options));
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

    async "tools of a stream"(stage) {
      const client = await clientOf(stage);
      return await all(await client.chat.completions.create({ model, messages: [question], tools, stream: true }));
    },

    async "tools that it runs itself"(stage) {
      const client = await clientOf(stage);
      const { function: asked } = tools[0] as (typeof tools)[number];
      const ran: unknown[] = [];
      const get_weather = (given: unknown) => {
        ran.push(given);
        return { celsius: 18 };
      };
      const runnable = [{ type: "function", function: { ...asked, parse: JSON.parse, function: get_weather } }];
      const runner = client.chat.completions.runTools({ model, messages: [question], tools: runnable });
      return [runner.constructor.name, await runner.finalContent(), runner.messages, ran];
    },

    async "a helper's stream"(stage) {
      const client = await clientOf(stage);
      const stream = client.chat.completions.stream({ model, messages: [question] });
      const events = heard(stream, "content", "finalContent", "chatCompletion", "end");
      return [stream.constructor.name, await stream.finalChatCompletion(), events, await stream.totalUsage()];
    },

    async "an object, parsed"(stage) {
      const client = await clientOf(stage);
      const response_format = { type: "json_schema", json_schema: { name: "weather", schema } };
      const promise = client.chat.completions.parse({ model, messages: [question], response_format });
      return [promise.constructor.name, await promise];
    },

    async "calls at once"(stage) {
      const client = await clientOf(stage);
      const ask = (content: string) => client.chat.completions.create({ model, messages: [{ role: "user", content }] });
      return await Promise.all([ask("a"), ask("b"), ask("c")]);
    },

    async "calls that are refused"(stage) {
      const client = await clientOf(stage);
      const ask = (model: string) => thrown(() => client.chat.completions.create({ model, messages: hi }));
      return [await ask("fail-400"), await ask("fail-429"), await ask("fail-500")];
    },

    async "a call that is refused and that nobody waits for"(stage) {
      const client = await clientOf(stage);
      const unhandled: unknown[] = [];
      const note = (reason: unknown) => unhandled.push(reason);
      process.on("unhandledRejection", note);
      client.chat.completions.create({ model: "fail-400", messages: hi });
      await sleep(200);
      process.off("unhandledRejection", note);
      return unhandled;
    },

    async "a stream that is refused"(stage) {
      const client = await clientOf(stage);
      return await thrown(() => client.chat.completions.create({ model: "fail-400", messages: hi, stream: true }));
    },

    async "a helper that is refused"(stage) {
      const client = await clientOf(stage);
      const response_format = { type: "json_schema", json_schema: { name: "weather", schema } };
      const asked = { model: "fail-400", messages: hi };
      return [
        await thrown(() => client.chat.completions.parse({ ...asked, response_format })),
        await thrown(() => client.chat.completions.stream(asked).done()),
      ];
    },

    async "calls that are tried again"(stage) {
      const client = await clientOf(stage);
      const ask = (model: string) => client.chat.completions.create({ model, messages: hi });
      return [await ask("retry-429-gpt"), await ask("retry-500-gpt")];
    },

    async "a server that is away"(stage) {
      const client = await clientOf(stage, { baseURL: "http://127.0.0.1:1/v1", maxRetries: 0 });
      return await thrown(() => client.chat.completions.create({ model, messages: hi }));
    },

    async "a response"(stage) {
      const client = await clientOf(stage);
      const asked = {
        model,
        instructions: "You tell the weather.",
        input: "How is it in Paris?",
        max_output_tokens: 99,
      };
      const promise = client.responses.create(asked);
      return [promise.constructor.name, await promise, (await promise).output_text];
    },

    async "a streamed response"(stage) {
      const client = await clientOf(stage);
      return await all(await client.responses.create({ model, input: "hi", stream: true }));
    },

    async "a response with tools"(stage) {
      const client = await clientOf(stage);
      const tools = [{ type: "function", name: "get_weather", parameters: schema, strict: false }];
      const first = await client.responses.create({ model, input: [question], tools });
      const output = { type: "function_call_output", call_id: first.output[0].call_id, output: '{"celsius":18}' };
      return await all(
        await client.responses.create({ model, input: [question, ...first.output, output], tools, stream: true }),
      );
    },

    async "a response that is parsed, and one that is a helper's"(stage) {
      const client = await clientOf(stage);
      const text = { format: { type: "json_schema", name: "weather", schema } };
      const parsed = await client.responses.parse({ model, input: "hi", text });
      const stream = client.responses.stream({ model, input: "hi" });
      const events = heard(stream, "response.completed");
      return [parsed, await stream.finalResponse(), events.length];
    },

    async "a response that is broken off"(stage) {
      const client = await clientOf(stage);
      const stream = await client.responses.create({ model: "slow-gpt", input: "hi", stream: true });
      for await (const event of stream) if (event.type === "response.output_text.delta") return event;
      return null;
    },

    async embeddings(stage) {
      const client = await clientOf(stage);
      return await client.embeddings.create({ model: "text-embedding-3-small", input: ["hello", "world"] });
    },

    async images(stage) {
      const client = await clientOf(stage);
      return await client.images.generate({ model: "gpt-image-1", prompt: "Paris in the sun" });
    },

    async speech(stage) {
      const client = await clientOf(stage);
      const response = await client.audio.speech.create({ model: "tts-1", voice: "alloy", input: "It is sunny." });
      return [response, Buffer.from(await response.arrayBuffer()).toString()];
    },

    async transcription(stage) {
      const client = await clientOf(stage);
      const file = new File([Buffer.from("RIFF not really")], "speech.wav", { type: "audio/wav" });
      return await client.audio.transcriptions.create({ model: "gpt-4o-transcribe", file });
    },

    async "a text, completed"(stage) {
      const client = await clientOf(stage);
      const asked = { model: "gpt-3.5-turbo-instruct", prompt: "The weather in Paris" };
      return [
        await client.completions.create(asked),
        await all(await client.completions.create({ ...asked, stream: true })),
      ];
    },

    async azure(stage) {
      const { AzureOpenAI } = await stage.load("openai");
      const options = { apiKey: "fake", endpoint: stage.provider, apiVersion: "2024-10-21", deployment: "my-gpt" };
      const client = stage.own(new AzureOpenAI(options));
      return await all(await client.chat.completions.create({ model, messages: hi, stream: true }));
    },

    async "a client with other options"(stage) {
      const client = await clientOf(stage);
      const other = stage.own(client.withOptions({ maxRetries: 1 }));
      return await other.chat.completions.create({ model, messages: hi });
    },

    async "an answer that is waited for late"(stage) {
      const client = await clientOf(stage);
      const promise = client.chat.completions.create({ model, messages: hi });
      await sleep(100);
      return await promise;
    },
  },
};
