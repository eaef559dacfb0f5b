import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { type Fields, fieldsOf, textOf } from "./answer.ts";
import { ConverseEvents, converseAnswer, converseAsked, converseParameters } from "./bedrock-converse.ts";
import { InvokeEvents, invokeAnswer, invokeAsked, invokeParameters } from "./bedrock-invoke.ts";
import type { Instrument } from "./instrument.ts";
import { observePromise } from "./observe-promise.ts";
import { type Method, replace } from "./replace.ts";
import { watchStream } from "./stream.ts";

export const instrument: Instrument = {
  name: "bedrock",
  packages: [{ name: "@aws-sdk/client-bedrock-runtime", versions: ">=3 <4" }],
  patch({ BedrockRuntimeClient }) {
    if (typeof BedrockRuntimeClient !== "function") throw new Error("it exports no class BedrockRuntimeClient");
    replace(BedrockRuntimeClient.prototype, "send", sending);
  },
  wrap(client) {
    if (client.constructor.name !== "BedrockRuntimeClient") return false;
    replace(client, "send", sending);
    return true;
  },
};

interface Kind {
  readonly isStream?: true;
  readonly parameters: (input: Fields) => NonNullable<Parameters<typeof startModelCall>[0]["parameters"]>;
  readonly asked: typeof converseAsked;
  /** True when its end comes later. */
  readonly read: (call: ModelCall, output: Fields) => boolean;
}

const converse = { parameters: converseParameters, asked: converseAsked };
const invoke = { parameters: invokeParameters, asked: invokeAsked };

const kinds: Readonly<Record<string, Kind>> = {
  ConverseCommand: {
    ...converse,
    read(call, output) {
      call.tell(converseAnswer(output));
      return false;
    },
  },
  ConverseStreamCommand: {
    ...converse,
    isStream: true,
    read(call, { stream }) {
      watchStream(stream as object, Symbol.asyncIterator, { call, reader: new ConverseEvents(call) });
      return true;
    },
  },
  InvokeModelCommand: {
    ...invoke,
    read(call, output) {
      invokeAnswer(call, output.body);
      return false;
    },
  },
  InvokeModelWithResponseStreamCommand: {
    ...invoke,
    isStream: true,
    read(call, { body }) {
      watchStream(body as object, Symbol.asyncIterator, { call, reader: new InvokeEvents(call) });
      return true;
    },
  },
};

function sending(original: Method): Method {
  return function (command, ...rest) {
    const { constructor: made, input } = fieldsOf(command);
    const kind = kinds[made?.name ?? ""];
    const run = () => Reflect.apply(original, this, [command, ...rest]);
    const call = kind && quietly(() => begin(kind, fieldsOf(input)));
    if (!kind || !call) return run();
    const told = rest.findLastIndex((value) => typeof value === "function");
    if (told >= 0)
      return context.with(call.context, () =>
        Reflect.apply(original, this, [command, ...back(rest, told, call, kind)]),
      );
    return observePromise(call, context.with(call.context, run), (output) => kind.read(call, fieldsOf(output)));
  };
}

/** The same for who is called back. */
function back(rest: readonly unknown[], at: number, call: ModelCall, kind: Kind): unknown[] {
  const own = rest[at] as (...values: unknown[]) => unknown;
  const value = (error: unknown, output: unknown) => {
    if (error) call.fail(error);
    else if (quietly(() => kind.read(call, fieldsOf(output))) !== true) call.end();
    return own(error, output);
  };
  return rest.with(at, value);
}

function begin(kind: Kind, input: Fields): ModelCall | undefined {
  return startModelCall({
    provider: "aws.bedrock",
    operation: /embed/.test(textOf(input.modelId) ?? "") ? "embeddings" : "chat",
    model: textOf(input.modelId),
    isStream: kind.isStream,
    parameters: kind.parameters(input),
    content: kind.asked(input),
  });
}
