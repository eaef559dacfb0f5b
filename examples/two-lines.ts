/** The two lines: every call of a model is recorded from then on. */
import { init } from "@spanwise/sdk";
import OpenAI from "openai";

init();

const openai = new OpenAI();
const answer = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "What is the weather in Paris?" }],
});
console.log(answer.choices[0]?.message.content);
