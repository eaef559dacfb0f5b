import "./environment.ts";
import { initializeOTEL } from "langsmith/experimental/otel/setup";
import { traceable } from "langsmith/traceable";
import { wrapOpenAI } from "langsmith/wrappers";
import OpenAI from "openai";
import { openaiAddress } from "../weather-agent.ts";
import { askForWeather, askInVain, respond } from "../with-openai.ts";

const { DEFAULT_LANGSMITH_SPAN_PROCESSOR } = initializeOTEL();

const client = wrapOpenAI(new OpenAI(openaiAddress));
const traced = (run_type: string) => (name: string, work: () => Promise<never>) =>
  traceable(work, {
    name,
    run_type,
    tags: ["prod", "weather"],
    metadata: { session_id: "sess-7", user_id: "user-42" },
  })();

await askForWeather({ client, agent: traced("chain"), tool: traced("tool") });
await respond({ client });
await askInVain({ client });
await DEFAULT_LANGSMITH_SPAN_PROCESSOR.forceFlush();
await DEFAULT_LANGSMITH_SPAN_PROCESSOR.shutdown();
