import { anthropicTool, failing, getWeather, question, system } from "./weather-agent.ts";

// biome-ignore lint/suspicious/noExplicitAny: the clients of each recorder's own version of @anthropic-ai/sdk
type Client = any;

const model = "claude-sonnet-4-5";

/** The weather agent over messages: one call that asks for the tool and fills the cache, and one, streamed, that answers. */
export async function askClaudeForWeather(client: Client): Promise<void> {
  const cached = [{ type: "text", text: system, cache_control: { type: "ephemeral" } }];
  const asked = { model, max_tokens: 256, system: cached, tools: [anthropicTool] };
  const messages: unknown[] = [{ role: "user", content: question }];
  const first = await client.messages.create({ ...asked, messages });
  const use = first.content.find(({ type }: { type: string }) => type === "tool_use");
  const content = [{ type: "tool_result", tool_use_id: use.id, content: JSON.stringify(getWeather(use.input)) }];
  messages.push({ role: "assistant", content: first.content }, { role: "user", content });
  for await (const _ of await client.messages.create({ ...asked, messages, stream: true }));
}

const hi = { max_tokens: 64, messages: [{ role: "user", content: "hi" }] };

/** One that fails, one whose caller hangs up. */
export async function askClaudeInVain(client: Client): Promise<void> {
  await failing(() => client.messages.create({ ...hi, model: "fail-500" }));
  await failing(async () => {
    const controller = new AbortController();
    const stream = await client.messages.create(
      { ...hi, model: "slow-claude", stream: true },
      { signal: controller.signal },
    );
    for await (const piece of stream) if (piece.type === "content_block_delta") controller.abort();
  });
}
