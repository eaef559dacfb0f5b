import { quietly } from "../quietly.ts";
import { startModelCall } from "../record/model-call.ts";
import { type Fields, fieldsOf, textOf } from "./answer.ts";
import { observe, observeSending, type Reading } from "./api-promise.ts";
import { chatAsked, chatParameters, chatReading } from "./openai-chat.ts";
import { completions, embeddings, images, speech, transcriptions, type Way } from "./openai-others.ts";
import { replace } from "./replace.ts";

const chat: Way = {
  operation: "chat",
  parameters: chatParameters,
  content: chatAsked,
  reading: chatReading(false),
};

type Resource = readonly [path: readonly string[], method: string, way: Way];

const resources: readonly Resource[] = [
  [["Chat", "Completions"], "create", chat],
  [["Completions"], "create", completions(false)],
  [["Embeddings"], "create", embeddings],
  [["Images"], "generate", images],
  [["Audio", "Speech"], "create", speech],
  [["Audio", "Transcriptions"], "create", transcriptions],
  [["Audio", "Translations"], "create", transcriptions],
];

/** Patches the class of a client that is like OpenAI's, of a provider whose streams always tell their usage. */
export function patchAlike(found: unknown, provider: string): void {
  if (typeof found !== "function") throw new Error("its version is not known");
  const client = found as unknown as Fields;
  observeSending(fieldsOf(client.prototype));
  for (const [path, method, way] of resources) {
    const resource = path.reduce<Fields>((at, name) => membersOf(at[name]), client);
    patchResource(resource.prototype, method, way, provider);
  }
}

/** The same of one client at hand. */
export function wrapAlike(client: object, provider: string): void {
  observeSending(client);
  for (const [path, method, way] of resources) {
    const resource = path.reduce<Fields>((at, name) => fieldsOf(at[name.toLowerCase()]), fieldsOf(client));
    patchResource(resource, method, way, provider);
  }
}

const membersOf = (value: unknown): Fields => (typeof value === "function" ? (value as unknown as Fields) : {});

function patchResource(resource: unknown, method: string, way: Way, provider: string): void {
  if (typeof fieldsOf(resource)[method] !== "function") return;
  replace(
    resource,
    method,
    (original) =>
      function (...values) {
        const run = () => Reflect.apply(original, this, values);
        const begun = quietly(() => begin(way, provider, fieldsOf(fieldsOf(this)._client), fieldsOf(values[0])));
        return begun ? observe(begun.call, begun.reading, run) : run();
      },
  );
}

function begin(way: Way, provider: string, client: Fields, body: Fields) {
  const call = startModelCall({
    provider,
    operation: way.operation,
    model: textOf(body.model),
    url: textOf(client.baseURL),
    isStream: body.stream === true ? true : undefined,
    parameters: way.parameters?.(body) ?? {},
    attributes: way.attributes?.(body) ?? {},
    ...(way.content && { content: way.content(body) }),
  });
  const reading: Reading = way.reading;
  return call && { call, reading };
}
