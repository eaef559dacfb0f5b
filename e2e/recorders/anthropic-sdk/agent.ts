import { Anthropic } from "@anthropic-ai/sdk";
import { openTelemetry } from "../open-telemetry.ts";
import { anthropicAddress } from "../weather-agent.ts";
import { askClaudeForWeather, askClaudeInVain } from "../with-anthropic.ts";

// The client makes its spans by itself where there is a global provider; what was said it tells only when asked to.
process.env.ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE = "content";
const { shutdown } = openTelemetry();

const claude = new Anthropic(anthropicAddress);
await askClaudeForWeather(claude);
await askClaudeInVain(claude);
await shutdown();
