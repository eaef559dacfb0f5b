import type { Attributes } from "@opentelemetry/api";
import type { Asked, ModelCall, Parameters, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, listOf, Pieces, said, textOf } from "./answer.ts";
import type { Reading } from "./api-promise.ts";
import { chatParameters, chatUsage } from "./openai-chat.ts";
import { mediaOf } from "./openai-messages.ts";
import { responsesUsage } from "./openai-responses.ts";
import type { ChunkReader } from "./stream.ts";

/** What a call of one of OpenAI's smaller APIs asks. */
export interface Way {
  readonly operation: string;
  readonly attributes?: (body: Fields) => Attributes;
  readonly parameters?: (body: Fields) => Parameters;
  readonly content?: (body: Fields) => () => Asked;
  readonly reading: Reading;
}

const asked = (of: (body: Fields) => unknown) => (body: Fields) => (): Asked => {
  const values = [of(body)].flat();
  const texts = values.filter((value) => typeof value === "string");
  return { input: texts.map((content) => ({ role: "user", parts: [{ type: "text", content }] })) };
};

/** Of what is not a conversation: only its end and its tokens. */
const usageOnly = (read: (body: Fields) => Usage | undefined): Reading => ({
  whole(answer, call) {
    const body = fieldsOf(answer);
    call.tell({ id: textOf(body.id), model: textOf(body.model), usage: read(body) });
  },
  stream: (call) => new LastUsage(call, read),
});

class LastUsage implements ChunkReader {
  readonly #call: ModelCall;
  readonly #read: (body: Fields) => Usage | undefined;

  constructor(call: ModelCall, read: (body: Fields) => Usage | undefined) {
    this.#call = call;
    this.#read = read;
  }

  read(chunk: unknown): boolean {
    this.#call.tell({ usage: this.#read(fieldsOf(chunk)) });
    return false;
  }

  told(): void {}
}

export const embeddings: Way = {
  operation: "embeddings",
  parameters: (body) => ({ dimensions: body.dimensions }),
  attributes: (body) =>
    said({ "gen_ai.request.encoding_formats": textOf(body.encoding_format) && [String(body.encoding_format)] }),
  content: asked(({ input }) => input),
  reading: usageOnly((body) => chatUsage(body.usage)),
};

const imageUsage = (body: Fields): Usage | undefined => {
  const usage = responsesUsage(body.usage);
  return usage && { ...usage, imageOutput: usage.imageOutput ?? usage.output };
};

export const images: Way = {
  operation: "generate_content",
  attributes: () => ({ "gen_ai.output.type": "image" }),
  parameters: (body) => ({ choiceCount: body.n }),
  content: asked(({ prompt }) => prompt),
  reading: {
    ...usageOnly(imageUsage),
    whole(answer, call) {
      const body = fieldsOf(answer);
      const output = () => [{ role: "assistant", parts: listOf(body.data).flatMap(imageOf) }];
      call.tell({ usage: imageUsage(body), output });
    },
  },
};

function imageOf({ url, b64_json: data }: Fields) {
  if (typeof url === "string") return [mediaOf("image", url)];
  return typeof data === "string" ? [mediaOf("image", `data:,${data}`)] : [];
}

export const speech: Way = {
  operation: "generate_content",
  attributes: () => ({ "gen_ai.output.type": "speech" }),
  content: asked(({ input }) => input),
  reading: usageOnly((body) => responsesUsage(body.usage)),
};

const transcribed = (body: Fields): Usage | undefined => {
  const usage = responsesUsage(body.usage);
  const audio = countOf(fieldsOf(fieldsOf(body.usage).input_token_details).audio_tokens);
  return usage && { ...usage, audioInput: audio };
};

/** Its answer may be a plain text. */
export const transcriptions: Way = {
  operation: "generate_content",
  attributes: () => ({ "gen_ai.output.type": "text" }),
  content: asked(({ prompt }) => prompt),
  reading: {
    whole(answer, call) {
      const body = fieldsOf(answer);
      const text = textOf(answer) ?? textOf(body.text);
      call.tell({ usage: transcribed(body), output: () => (text === undefined ? [] : [spoken(text)]) });
    },
    stream: (call) => new Transcript(call),
  },
};

const spoken = (content: string, finish?: string) => ({
  role: "assistant",
  parts: [{ type: "text" as const, content }],
  ...(finish !== undefined && { finish_reason: finish }),
});

class Transcript implements ChunkReader {
  readonly #call: ModelCall;
  readonly #text = new Pieces();
  #usage: Usage | undefined;

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(chunk: unknown): boolean {
    const event = fieldsOf(chunk);
    if (event.type === "transcript.text.delta") this.#text.add(event.delta);
    if (event.usage) this.#usage = transcribed(event);
    return false;
  }

  told(): void {
    this.#call.tell({ usage: this.#usage, output: () => [spoken(String(this.#text))] });
  }
}

/** The API before chat: a text in, texts out. */
export const completions = (isExtraAsked: boolean): Way => ({
  operation: "text_completion",
  parameters: chatParameters,
  content: asked(({ prompt }) => prompt),
  reading: {
    whole(answer, call) {
      tellTexts(call, fieldsOf(answer), listOf(fieldsOf(answer).choices));
    },
    stream: (call) => new Texts(call, isExtraAsked),
  },
});

function tellTexts(call: ModelCall, body: Fields, choices: readonly Fields[]): void {
  call.tell({
    id: textOf(body.id),
    model: textOf(body.model),
    usage: chatUsage(body.usage),
    finishReasons: choices.flatMap(({ finish_reason: reason }) => textOf(reason) ?? []),
    output: () =>
      choices.map(({ text, finish_reason: finish }) =>
        spoken(text instanceof Pieces ? String(text) : (textOf(text) ?? ""), textOf(finish)),
      ),
  });
}

class Texts implements ChunkReader {
  readonly #call: ModelCall;
  readonly #isExtraAsked: boolean;
  readonly #choices = new Map<number, { text: Pieces; finish_reason: unknown }>();
  #head: Fields = {};

  constructor(call: ModelCall, isExtraAsked: boolean) {
    this.#call = call;
    this.#isExtraAsked = isExtraAsked;
  }

  read(value: unknown): boolean {
    const chunk = fieldsOf(value);
    const choices = listOf(chunk.choices);
    this.#head = { ...this.#head, ...said({ id: chunk.id, model: chunk.model, usage: chunk.usage ?? undefined }) };
    for (const { index, text, finish_reason } of choices) {
      const at = countOf(index) ?? 0;
      const open = this.#choices.get(at) ?? { text: new Pieces(), finish_reason };
      this.#choices.set(at, open);
      open.text.add(text);
      open.finish_reason = finish_reason ?? open.finish_reason;
    }
    if (!this.#isExtraAsked) return false;
    if (chunk.usage === null) delete (chunk as { usage?: unknown }).usage;
    return choices.length === 0 && Boolean(chunk.usage);
  }

  told(): void {
    tellTexts(this.#call, this.#head, [...this.#choices.values()]);
  }
}
