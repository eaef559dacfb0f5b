import { createRequire } from "node:module";
import { openaiAddress } from "../weather-agent.ts";
import { askForWeather, askInVain, embed, respond } from "../with-openai.ts";

const require = createRequire(import.meta.url);
const { default: openlit } = require("openlit") as typeof import("openlit");
openlit.init({
  applicationName: "weather",
  environment: "test",
  otlpEndpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "",
  disableBatch: true,
  pricingJson: `${process.env.FAKE_PROVIDER}/no-prices`,
});

const { OpenAI } = require("openai") as typeof import("openai");
const client = new OpenAI(openaiAddress);
await askForWeather({ client });
await respond({ client });
await embed({ client });
await askInVain({ client });
await new Promise((resolve) => setTimeout(resolve, 2000));
process.exit(0);
