import { failing, getWeather, openaiTool, question, system } from "./weather-agent.ts";

type Wrap = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

interface Ways {
  // biome-ignore lint/suspicious/noExplicitAny: the clients of each recorder's own version of openai
  readonly client: any;
  /** How the library at hand marks an agent's run and a tool's. */
  readonly agent?: Wrap;
  readonly tool?: Wrap;
  readonly model?: string;
}

const plain: Wrap = async (_name, work) => await work();

/** The weather agent over chat completions: one call that asks for the tool, and one, streamed, that answers. */
export async function askForWeather({
  client,
  agent = plain,
  tool = plain,
  model = "gpt-4o-mini",
}: Ways): Promise<string> {
  return await agent("weather_agent", async () => {
    const messages: unknown[] = [
      { role: "system", content: system },
      { role: "user", content: question },
    ];
    const first = await client.chat.completions.create({ model, messages, tools: [openaiTool], temperature: 0.2 });
    const { message } = first.choices[0];
    const result = await tool("get_weather", async () =>
      getWeather(JSON.parse(message.tool_calls[0].function.arguments)),
    );
    messages.push(message, { role: "tool", tool_call_id: message.tool_calls[0].id, content: JSON.stringify(result) });
    const stream = await client.chat.completions.create({
      model,
      messages,
      tools: [openaiTool],
      stream: true,
      stream_options: { include_usage: true },
    });
    let answer = "";
    for await (const chunk of stream) answer += chunk.choices[0]?.delta?.content ?? "";
    return answer;
  });
}

const hi = [{ role: "user", content: "hi" }];

/** One that fails, one that never tells what it used, one whose caller hangs up. */
export async function askInVain({ client }: Ways): Promise<void> {
  await failing(() => client.chat.completions.create({ model: "fail-429", messages: hi }));
  await failing(async () => {
    for await (const _ of await client.chat.completions.create({ model: "gpt-4o-mini", messages: hi, stream: true }));
  });
  await failing(async () => {
    const controller = new AbortController();
    const asked = { model: "slow-gpt", messages: hi, stream: true, stream_options: { include_usage: true } };
    const stream = await client.chat.completions.create(asked, { signal: controller.signal });
    for await (const chunk of stream) if (chunk.choices[0]?.delta?.content) controller.abort();
  });
}

/** A stream that breaks off in the middle. */
export async function askAndBeCutOff({ client }: Ways): Promise<void> {
  await failing(async () => {
    for await (const _ of await client.chat.completions.create({ model: "cut-gpt", messages: hi, stream: true }));
  });
}

export async function embed({ client }: Ways): Promise<void> {
  await client.embeddings.create({ model: "text-embedding-3-small", input: "hello world" });
}

export async function respond({ client }: Ways): Promise<void> {
  await client.responses.create({ model: "gpt-4o-mini", instructions: system, input: question });
}
