import { type Attributes, SpanKind } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import type { Running } from "../running.ts";
import { attributesOf } from "../spans/kinds.ts";
import { describe, markFailed, openSpan } from "../spans/open-span.ts";
import { messagesOf, type Said } from "./messages-of.ts";
import { type Usage, usageAttributes } from "./model-call.ts";
import { stretchOf, type Times } from "./moments.ts";
import { placeOf } from "./place-of.ts";
import { recorded, say } from "./recorded.ts";

/** In which session it happened; else in the one we are in. */
interface Whose {
  readonly sessionId?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A call of a model that somebody else made, or that nothing here knows how to watch. */
export interface LlmRecord extends Times, Whose {
  readonly model: string;
  readonly provider?: string | undefined;
  /** OpenTelemetry's name for what was asked: `chat` unless told. */
  readonly operation?: string | undefined;
  readonly responseModel?: string | undefined;
  readonly responseId?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  /** Tokens; `input` includes the cache's, `output` includes `reasoning`. */
  readonly usage?: Usage | undefined;
  /** US dollars, as the caller knows it: kept as it is. */
  readonly cost?: number | undefined;
  readonly system?: string | undefined;
  readonly input?: Said | undefined;
  readonly output?: Said | undefined;
  readonly error?: unknown;
}

export interface ToolRecord extends Times, Whose {
  readonly name: string;
  readonly callId?: string | undefined;
  readonly arguments?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Records a call of a model that is over. */
export function recordLlm(record: LlmRecord): void {
  recorded((at) => {
    const { model, operation = "chat", provider, error } = record;
    const { start, end } = stretchOf(record);
    const dimensions: Attributes = { [names.operation]: operation, [names.requestModel]: model };
    if (provider !== undefined) dimensions[names.provider] = provider;
    const { span } = openSpan(at, placeOf(record.sessionId), {
      name: `${operation} ${model}`,
      kind: SpanKind.CLIENT,
      attributes: { ...dimensions, ...saidOf(at, record), ...record.attributes },
      startTime: start,
    });
    if (error !== undefined) {
      markFailed(span, error);
      dimensions[names.errorType] = describe(error).name;
    }
    span.end(end);
    measure(at, record.usage, (end - start) / 1000, dimensions);
  });
}

function saidOf(at: Running, record: LlmRecord): Attributes {
  const { responseModel, responseId, finishReasons, cost, usage = {} } = record;
  const said: Attributes = usageAttributes(usage);
  if (responseModel !== undefined) said[names.responseModel] = responseModel;
  if (responseId !== undefined) said[names.responseId] = responseId;
  if (finishReasons?.length) said[names.finishReasons] = [...finishReasons];
  if (typeof cost === "number" && Number.isFinite(cost)) said[names.cost] = cost;
  const system = record.system === undefined ? undefined : [{ type: "text", content: record.system }];
  say(at, said, names.systemInstructions, system);
  say(at, said, names.inputMessages, messagesOf(record.input, "user"));
  say(at, said, names.outputMessages, messagesOf(record.output, "assistant"));
  return said;
}

function measure({ meters }: Running, { input, output }: Usage = {}, seconds: number, dimensions: Attributes): void {
  meters.operation(seconds, dimensions);
  if (typeof input === "number") meters.tokens("input", input, dimensions);
  if (typeof output === "number") meters.tokens("output", output, dimensions);
}

/** Records a run of a tool that is over. */
export function recordTool(record: ToolRecord): void {
  recorded((at) => {
    const { name, callId, error } = record;
    const { start, end } = stretchOf(record);
    const said: Attributes = callId === undefined ? {} : { [names.toolCallId]: callId };
    say(at, said, names.toolArguments, record.arguments);
    say(at, said, names.toolResult, record.result);
    const { span } = openSpan(at, placeOf(record.sessionId), {
      name: `execute_tool ${name}`,
      attributes: { ...attributesOf("tool", name, {}), ...said, ...record.attributes },
      startTime: start,
    });
    if (error !== undefined) markFailed(span, error);
    span.end(end);
    const failure = error === undefined ? {} : { [names.errorType]: describe(error).name };
    at.meters.tool((end - start) / 1000, { [names.toolName]: name, ...failure });
  });
}
