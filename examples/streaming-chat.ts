/** A chat in a terminal: one session for all of it, a trace for each turn, and answers that come word by word. */
import { createInterface } from "node:readline/promises";
import { agent, init, startSession } from "@spanwise/sdk";
import OpenAI from "openai";

init();

const openai = new OpenAI();
const messages: OpenAI.ChatCompletionMessageParam[] = [];

const chatter = agent("chatter", async function* (text: string) {
  messages.push({ role: "user", content: text });
  const stream = await openai.chat.completions.create({ model: "gpt-4o-mini", messages, stream: true });
  let answer = "";
  for await (const chunk of stream) {
    const word = chunk.choices[0]?.delta.content ?? "";
    answer += word;
    yield word;
  }
  messages.push({ role: "assistant", content: answer });
});

const chat = startSession({ userId: "user-7", platform: "terminal" });
for await (const line of createInterface({ input: process.stdin })) {
  chat.message(line);
  await chat.run(async () => {
    for await (const word of chatter(line)) process.stdout.write(word);
  });
  process.stdout.write("\n");
}
chat.end({ success: true });
