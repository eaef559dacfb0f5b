/** An agent that uses a tool: what the tool was given and gave back stands between the two calls of the model. */
import { agent, init, tool } from "@spanwise/sdk";
import OpenAI from "openai";

init({ content: "on" });

const openai = new OpenAI();

const getWeather = tool("get_weather", async ({ city }: { city: string }) => ({ city, degrees: 18, sky: "sunny" }));

const definition: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

const assistant = agent("weather_assistant", async (question: string) => {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: question }];
  for (let turn = 0; turn < 5; turn += 1) {
    const { choices } = await openai.chat.completions.create({ model: "gpt-4o-mini", messages, tools: [definition] });
    const message = choices[0]?.message;
    if (!message?.tool_calls) return message?.content;
    messages.push(message);
    for (const call of message.tool_calls) {
      if (call.type !== "function") continue;
      const result = await getWeather(JSON.parse(call.function.arguments));
      messages.push({ role: "tool", tool_call_id: call.id, content: JSON.stringify(result) });
    }
  }
  return "I could not find out.";
});

console.log(await assistant("What is the weather in Paris?"));
