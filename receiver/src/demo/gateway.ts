import type { Agent, Model } from "./agents/agent.ts";
import { type Failure, type Scene, tell } from "./scene.ts";

interface Passed {
  readonly agent: Agent;
  readonly model: Model;
  readonly use: { readonly input: number; readonly output: number; readonly responseId: string };
  readonly failure: Failure | undefined;
  readonly parentSpanId: string;
  /** Unix milliseconds. */
  readonly start: number;
}

/** The same call once more, as the gateway saw it, where there is one: it has no messages, but knows what was paid. */
export function tellGateway(scene: Scene, { agent, model, use, failure, parentSpanId, start }: Passed): void {
  const { gateway } = model;
  if (gateway === undefined) return;
  tell(scene, {
    agent: { ...agent, service: gateway.service, language: "go" },
    name: `chat ${model.responseModel}`,
    kind: 3,
    spanId: scene.random.hex(8),
    parentSpanId,
    start: start + 3,
    end: scene.now - 3,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": model.provider,
      "gen_ai.request.model": model.model,
      "server.address": gateway.host,
      "server.port": 443,
      ...(!failure && {
        "gen_ai.response.id": use.responseId,
        "gen_ai.response.model": model.responseModel,
        "gen_ai.usage.input_tokens": use.input,
        "gen_ai.usage.output_tokens": use.output,
        "gen_ai.usage.cost": (use.input * gateway.input + use.output * gateway.output) / 1e6,
      }),
    },
    failure,
  });
}
