import type { Attributes } from "@opentelemetry/api";
import { quietly } from "../quietly.ts";
import { type Asked, type Parameters, startModelCall } from "../record/model-call.ts";
import { type Fields, fieldsOf, said, textOf } from "./answer.ts";
import { observe, observeSending, type Reading } from "./api-promise.ts";
import type { Instrument } from "./instrument.ts";
import { chatAsked, chatParameters, chatReading } from "./openai-chat.ts";
import { type Host, hostOf } from "./openai-hosts.ts";
import { completions, embeddings, images, speech, transcriptions, type Way } from "./openai-others.ts";
import { responsesAsked, responsesAttributes, responsesParameters, responsesReading } from "./openai-responses.ts";
import { replace } from "./replace.ts";

/** One kind of request: how it is asked, and how its answer is read. */
interface Kind {
  readonly operation: string;
  readonly attributes?: (body: Fields) => Attributes;
  readonly parameters?: (body: Fields) => Parameters;
  readonly content?: (body: Fields) => () => Asked;
  readonly reading: (isExtraAsked: boolean) => Reading;
  /** Whether a stream of it tells its usage only when asked to. */
  readonly asksForUsage?: boolean;
}

const chat: Kind = {
  operation: "chat",
  parameters: chatParameters,
  attributes: (body) =>
    said({
      "openai.api.type": "chat_completions",
      "openai.request.service_tier": textOf(body.service_tier),
      "gen_ai.request.reasoning.level": textOf(body.reasoning_effort),
      "gen_ai.output.type": outputType(fieldsOf(body.response_format).type),
    }),
  content: chatAsked,
  reading: chatReading,
  asksForUsage: true,
};

const responses: Kind = {
  operation: "chat",
  parameters: responsesParameters,
  attributes: (body) => ({
    ...responsesAttributes(body),
    ...said({
      "openai.api.type": "responses",
      "gen_ai.output.type": outputType(fieldsOf(fieldsOf(body.text).format).type),
    }),
  }),
  content: responsesAsked,
  reading: () => responsesReading,
};

const outputType = (format: unknown) => (format === "json_schema" || format === "json_object" ? "json" : undefined);

const plain = (way: Way): Kind => ({ ...way, reading: () => way.reading });
const legacy: Kind = {
  ...completions(false),
  reading: (isExtraAsked) => completions(isExtraAsked).reading,
  asksForUsage: true,
};

type Resource = readonly [path: readonly string[], method: string, kind: Kind];

/** Where requests are made, as the class says it and as a client does. Those that a version lacks are left out. */
const resources: readonly Resource[] = [
  [["Chat", "Completions"], "create", chat],
  [["Responses"], "create", responses],
  [["Beta", "Responses"], "create", responses],
  [["Embeddings"], "create", plain(embeddings)],
  [["Images"], "generate", plain(images)],
  [["Images"], "edit", plain(images)],
  [["Images"], "createVariation", plain(images)],
  [["Audio", "Speech"], "create", plain(speech)],
  [["Audio", "Transcriptions"], "create", plain(transcriptions)],
  [["Audio", "Translations"], "create", plain(transcriptions)],
  [["Completions"], "create", legacy],
];

export const instrument: Instrument = {
  name: "openai",
  packages: [{ name: "openai", versions: ">=5 <8" }],
  patch(module) {
    const client = classOf(module);
    observeSending(fieldsOf(client.prototype));
    for (const [path, method, kind] of resources) {
      const resource = path.reduce<Fields>((at, name) => fieldsOfClass(at[name]), client);
      patchResource(resource.prototype, method, kind);
    }
  },
  wrap(client) {
    const { chat: chats, responses: answers } = fieldsOf(client);
    const isOurs = typeof fieldsOf(fieldsOf(chats).completions).create === "function" && "makeRequest" in client;
    if (!isOurs || !answers) return false;
    observeSending(client);
    for (const [path, method, kind] of resources) {
      const resource = path.reduce<Fields>((at, name) => fieldsOf(at[name.toLowerCase()]), fieldsOf(client));
      patchResource(resource, method, kind);
    }
    return true;
  },
};

function classOf(module: Fields): Fields {
  const found = [module.OpenAI, module.default].find((one) => typeof one === "function");
  if (!found) throw new Error("it exports no class OpenAI");
  const client = fieldsOfClass(found);
  if (!("Chat" in client && "Responses" in client)) throw new Error("its version is not known");
  return client;
}

const fieldsOfClass = (value: unknown): Fields => (typeof value === "function" ? (value as unknown as Fields) : {});

function patchResource(resource: unknown, method: string, kind: Kind): void {
  if (typeof fieldsOf(resource)[method] !== "function") return;
  replace(
    resource,
    method,
    (original) =>
      function (...values) {
        const sent = quietly(() => begin(kind, fieldsOf(fieldsOf(this)._client), fieldsOf(values[0])));
        if (!sent) return Reflect.apply(original, this, values);
        const { call, body, reading } = sent;
        const passed = body === undefined ? values : [body, ...values.slice(1)];
        return observe(call, reading, () => Reflect.apply(original, this, passed));
      },
  );
}

function begin(kind: Kind, client: Fields, body: Fields) {
  const host = hostOf(client.baseURL, client);
  const call = startModelCall({
    provider: host.provider,
    operation: kind.operation,
    model: textOf(body.model) ?? textOf(client.deploymentName),
    url: textOf(client.baseURL),
    isStream: body.stream === true ? true : undefined,
    parameters: kind.parameters?.(body) ?? {},
    attributes: kind.attributes?.(body) ?? {},
    ...(kind.content && { content: kind.content(body) }),
  });
  const asking = kind.asksForUsage ? askingForUsage(body, host) : undefined;
  return call && { call, body: asking, reading: kind.reading(asking !== undefined) };
}

/** The body with the question for the usage, where a stream would not tell it and the host has nothing to say about it. */
function askingForUsage(body: Fields, { tellsUsage }: Host): Fields | undefined {
  const options = body.stream_options;
  if (body.stream !== true || !tellsUsage || fieldsOf(options).include_usage !== undefined) return undefined;
  return { ...body, stream_options: { ...fieldsOf(options), include_usage: true } };
}
