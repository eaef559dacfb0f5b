import { all, type Play, type Stage } from "../scenario.ts";

async function runnerOf({ load, provider, own }: Stage) {
  process.env.GOOGLE_GEMINI_BASE_URL = provider;
  const { FunctionTool, Gemini, InMemoryRunner, LlmAgent, setLogLevel, LogLevel } = await load("@google/adk");
  setLogLevel?.(LogLevel.ERROR);
  const weather = new FunctionTool({
    name: "get_weather",
    description: "The weather of a city",
    parameters: { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] },
    execute: () => ({ celsius: 18 }),
  });
  const model = new Gemini({ model: "gemini-2.5-flash", apiKey: "fake" });
  const agent = new LlmAgent({ name: "weather_agent", model, instruction: "You tell the weather.", tools: [weather] });
  return own(new InMemoryRunner({ agent, appName: "weather" }));
}

export const play: Play = {
  packages: ["@google/adk"],
  scenarios: {
    async "a run with tools"(stage) {
      const runner = await runnerOf(stage);
      const userId = "user-42";
      const { id: sessionId } = await runner.sessionService.createSession({
        appName: "weather",
        userId,
        sessionId: "s-1",
      });
      const newMessage = { role: "user", parts: [{ text: "How is the weather in Paris?" }] };
      const events = await all<{ readonly content?: unknown }>(runner.runAsync({ userId, sessionId, newMessage }));
      return events.map(({ content }) => JSON.stringify(content).replace(/"id":"[^"]*"/g, ""));
    },
  },
};
