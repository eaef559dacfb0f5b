import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import { type Fields, fieldsOf, said, textOf } from "./answer.ts";
import { messageReading } from "./anthropic-answer.ts";
import { messagesOf, partsOf } from "./anthropic-messages.ts";
import { observe, observeSending } from "./api-promise.ts";
import type { Instrument } from "./instrument.ts";
import { hostOf } from "./openai-hosts.ts";
import { replace } from "./replace.ts";

export const instrument: Instrument = {
  name: "anthropic",
  packages: [{ name: "@anthropic-ai/sdk", versions: ">=0.100 <2" }],
  patch(module) {
    const client = [module.Anthropic, module.default].map(membersOf).find(({ Messages }) => Messages !== undefined);
    if (!client) throw new Error("it exports no class Anthropic with messages");
    observeSending(senderOf(fieldsOf(client.prototype)));
    patchMessages(fieldsOf(membersOf(client.Messages).prototype));
    patchMessages(fieldsOf(membersOf(membersOf(client.Beta).Messages).prototype));
  },
  wrap(client) {
    const { messages, beta } = fieldsOf(client);
    const isOurs = typeof fieldsOf(messages).create === "function" && "makeRequest" in client;
    if (!isOurs || "chat" in client) return false;
    observeSending(client);
    patchMessages(fieldsOf(messages));
    patchMessages(fieldsOf(fieldsOf(beta).messages));
    return true;
  },
};

const membersOf = (value: unknown): Fields => (typeof value === "function" ? (value as unknown as Fields) : {});

/** The class that sends, above the one of a kind of account. */
function senderOf(prototype: object): object {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, "makeRequest")) return at;
  }
  throw new Error("its version is not known");
}

function patchMessages(messages: Fields): void {
  if (typeof messages.create !== "function") return;
  patchHelper(messages);
  replace(
    messages,
    "create",
    (original) =>
      function (...values) {
        const client = fieldsOf(fieldsOf(this)._client);
        const call = quietly(() => begin(client, fieldsOf(values[0])));
        if (!call) return Reflect.apply(original, this, values);
        return observe(call, messageReading, () =>
          withoutItsOwnSpan(client, () => Reflect.apply(original, this, values)),
        );
      },
  );
}

/** A helper that streams makes the library's span before it calls `create`. */
function patchHelper(messages: Fields): void {
  if (typeof messages.stream !== "function") return;
  replace(
    messages,
    "stream",
    (original) =>
      function (...values) {
        const run = () => Reflect.apply(original, this, values);
        return running() ? withoutItsOwnSpan(fieldsOf(fieldsOf(this)._client), run) : run();
      },
  );
}

function begin(client: Fields, body: Fields): ModelCall | undefined {
  return startModelCall({
    provider: providerOf(client),
    operation: "chat",
    model: textOf(body.model),
    url: textOf(client.baseURL),
    isStream: body.stream === true ? true : undefined,
    parameters: {
      temperature: body.temperature,
      topP: body.top_p,
      topK: body.top_k,
      maxTokens: body.max_tokens,
      stopSequences: body.stop_sequences,
    },
    attributes: said({
      "anthropic.request.service_tier": textOf(body.service_tier),
      "gen_ai.request.reasoning.level": textOf(fieldsOf(body.output_config).effort),
    }),
    content: () => ({ system: partsOf(body.system), input: messagesOf(body.messages), tools: body.tools }),
  });
}

function providerOf(client: Fields): string {
  const said = textOf(client._genAIProviderName);
  if (said !== undefined) return said;
  const name = client.constructor?.name ?? "";
  if (/bedrock/i.test(name)) return "aws.bedrock";
  if (/vertex/i.test(name)) return "gcp.vertex_ai";
  const { provider } = hostOf(client.baseURL);
  return provider === "openai" ? "anthropic" : provider;
}

/**
 * Since 0.134 the library makes a span of its own. Where it would come to us, ours stands for it: with what was said, the
 * time to the first token, and what is kept of a stream that is broken off. One that is sent elsewhere is left alone.
 */
function withoutItsOwnSpan<Result>(client: Fields, run: () => Result): Result {
  const tracer = client._tracer;
  const isOurs = tracer !== undefined && !running()?.isApart && !fieldsOf(client.openTelemetry).tracerProvider;
  if (!isOurs) return run();
  const own = client as { _tracer: unknown };
  own._tracer = undefined;
  try {
    return run();
  } finally {
    own._tracer = tracer;
  }
}
