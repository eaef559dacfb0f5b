import { createRequire } from "node:module";
import { agent, flush } from "../../../sdk/src/index.ts";
import type { Play, Stage } from "../scenario.ts";

const { SENTRY_DSN: dsn, SENTRY_TURN: turn, SENTRY_OTEL: otel } = process.env;

const requireAsHost = createRequire(`${process.cwd()}/host.js`);
/** The package as the host's own folder has it. */
const sentry = () => requireAsHost("@sentry/node");
const start = () => sentry().init({ dsn, tracesSampleRate: 1, enableOpenTelemetrySetup: otel === "on" });

/** The scenarios are read before the SDK begins, and played after. */
if (turn === "first") start();

async function buy({ load, provider }: Stage) {
  const Sentry = sentry();
  const { Anthropic } = await load("@anthropic-ai/sdk");
  const client = new Anthropic({ apiKey: "sk-ant-fake", baseURL: provider });
  const asked = { model: "claude-sonnet-5-5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
  const helper = agent("helper", async () => {
    const message = await client.messages.create(asked);
    const streamed = Sentry.startSpan({ name: "look again", op: "step" }, () =>
      client.messages.stream(asked).finalText(),
    );
    return [message, await streamed];
  });
  const purchase = async () => {
    const answers = await helper();
    await flush();
    Sentry.captureException(new Error("the host's own"));
    return answers;
  };
  return await Sentry.startSpan({ name: "a purchase", op: "task" }, purchase);
}

export const play: Play = {
  packages: ["@anthropic-ai/sdk"],
  scenarios: {
    async "a purchase"(stage) {
      if (turn === "last") start();
      const answers = await buy(stage);
      await sentry().close(5000);
      return answers;
    },
  },
};
