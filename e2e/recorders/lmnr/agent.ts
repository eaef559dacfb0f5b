import { Laminar, observe } from "@lmnr-ai/lmnr";
import OpenAI from "openai";
import { openaiAddress } from "../weather-agent.ts";
import { askForWeather, askInVain } from "../with-openai.ts";

const { hostname, port } = new URL(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "");
Laminar.initialize({
  projectApiKey: "fake",
  baseUrl: `http://${hostname}`,
  httpPort: Number(port),
  forceHttp: true,
  instrumentModules: { openAI: OpenAI },
});

const client = new OpenAI(openaiAddress);
await askForWeather({
  client,
  agent: (name, work) => observe({ name, sessionId: "sess-7", userId: "user-42", tags: ["prod", "weather"] }, work),
  tool: (name, work) => observe({ name, spanType: "TOOL", input: { city: "Paris" } }, work),
});
await askInVain({ client });
await Laminar.shutdown();
