/** Three agents in a workflow: each call of a model is attributed to the agent that made it, also when two work at once. */
import { agent, init, session, task, workflow } from "@spanwise/sdk";
import OpenAI from "openai";

init();

const openai = new OpenAI();

async function ask(system: string, text: string): Promise<string> {
  const answer = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: system },
      { role: "user", content: text },
    ],
  });
  return answer.choices[0]?.message.content ?? "";
}

const planner = agent("planner", (topic: string) => ask("Name what must be found out.", topic));
const researcher = agent("researcher", (question: string) => ask("Find it out.", question));
const writer = agent("writer", (notes: readonly string[]) => ask("Write a paragraph.", notes.join("\n")));

const research = task("research", (plan: string) =>
  Promise.all([researcher(`${plan} First half.`), researcher(`${plan} Second half.`)]),
);

const report = workflow("report", async (topic: string) => {
  const plan = await planner(topic);
  return await writer(await research(plan));
});

console.log(await session({ userId: "user-7", tags: ["reports"] }, () => report("The weather in Paris")));
