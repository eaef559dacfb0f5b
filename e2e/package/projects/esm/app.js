import { agent, init, session, tool } from "@spanwise/sdk";
import OpenAI from "openai";

const spanwise = init();
const openai = new OpenAI();
const getWeather = tool("get_weather", async ({ city }) => ({ city, degrees: 18 }));
const assistant = agent("assistant", async (question) => {
  await getWeather({ city: "Paris" });
  return await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: question }],
  });
});
await session({ id: "conversation", userId: "user-7" }, () => assistant("What is the weather in Paris?"));
await spanwise.shutdown();
