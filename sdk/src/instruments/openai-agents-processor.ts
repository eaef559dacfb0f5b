import { type Context, createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { active, withModelCall } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import type { Work } from "../spans/work.ts";
import { type Fields, fieldsOf, jsonOf, listOf, textOf } from "./answer.ts";
import { beginWork, type WorkAsk } from "./begin-work.ts";
import { generationAnswer, responseAnswer } from "./openai-agents-answers.ts";

interface Open {
  readonly context: Context;
  readonly call?: ModelCall | undefined;
  readonly work?: Work | undefined;
}

const open = new Map<string, Open>();
/** What never ends is forgotten when there is so much. */
const most = 20_000;

const tracesKey = createContextKey("spanwise.openai-agents");
/** Where the traces are noted that begin within. */
export const withTraces = (within: Context, ids: string[]): Context => within.setValue(tracesKey, ids);

const calls: Readonly<Record<string, string>> = {
  generation: "chat",
  response: "chat",
  transcription: "transcription",
  speech: "speech",
};

/** https://openai.github.io/openai-agents-js/guides/tracing: its methods are called by these names. */
export const processor = {
  contextOf: (span: unknown): Context | undefined => openOf(span)?.context,
  callOf: (span: unknown): ModelCall | undefined => openOf(span)?.call,

  async onTraceStart(trace: unknown): Promise<void> {
    const { traceId, name, groupId } = fieldsOf(trace);
    (active().getValue(tracesKey) as string[] | undefined)?.push(String(traceId));
    const attributes = typeof groupId === "string" ? { [names.conversationId]: groupId } : undefined;
    begin(traceId, undefined, (within) => ({
      work: beginWork({ kind: "workflow", name: textOf(name) ?? "Agent workflow", attributes, within }),
    }));
  },

  async onTraceEnd(trace: unknown): Promise<void> {
    end(fieldsOf(trace).traceId, ({ work }) => work?.end());
  },

  async onSpanStart(span: unknown): Promise<void> {
    openOf(span);
  },

  async onSpanEnd(span: unknown): Promise<void> {
    const { spanId, error, spanData } = fieldsOf(span);
    const data = fieldsOf(spanData);
    end(spanId, ({ call, work }) => {
      call?.tell(data.type === "response" ? responseAnswer(data) : generationAnswer(data));
      if (data.type === "guardrail" && work) work.setAttribute("spanwise.guardrail.triggered", data.triggered === true);
      if (data.type === "function" && data.input) work?.setInput(jsonOf(data.input));
      if (error) return (call ?? work)?.fail(failureOf(error));
      call?.end();
      work?.succeed(jsonOf(data.output ?? data.result ?? undefined));
    });
  },

  fail(traceId: string, error: unknown): void {
    end(traceId, ({ work }) => work?.fail(error));
  },

  async shutdown(): Promise<void> {},
  async forceFlush(): Promise<void> {},
};

/** Processors are told one after the other, so a span may be at work before we are told of it. */
function openOf(span: unknown): Open | undefined {
  const { spanId, parentId, traceId, endedAt, spanData } = fieldsOf(span);
  const known = open.get(String(spanId));
  if (known || endedAt) return known;
  const data = fieldsOf(spanData);
  begin(spanId, open.get(String(parentId)) ?? open.get(String(traceId)), (within) => {
    const operation = calls[String(data.type)];
    if (operation) return { call: startCall(operation, within, data) };
    const ask = askOf(data);
    return ask ? { work: beginWork({ ...ask, within }) } : {};
  });
  return open.get(String(spanId));
}

function begin(id: unknown, parent: Open | undefined, start: (within: Context) => Omit<Open, "context">): void {
  if (!running() || typeof id !== "string") return;
  quietly(() => {
    const within = parent?.context ?? withModelCall(active(), undefined);
    const begun = start(within);
    open.set(id, { ...begun, context: begun.call?.context ?? begun.work?.context ?? within });
    if (open.size > most) open.delete(open.keys().next().value as string);
  });
}

function end(id: unknown, finish: (one: Open) => void): void {
  const one = open.get(String(id));
  open.delete(String(id));
  if (one) quietly(() => finish(one));
}

function startCall(operation: string, within: Context, data: Fields): ModelCall | undefined {
  const { temperature, top_p, max_tokens, frequency_penalty, presence_penalty } = fieldsOf(data.model_config);
  return context.with(within, () =>
    startModelCall({
      provider: "openai",
      operation,
      model: textOf(data.model),
      parameters: {
        temperature,
        topP: top_p,
        maxTokens: max_tokens,
        frequencyPenalty: frequency_penalty,
        presencePenalty: presence_penalty,
      },
    }),
  );
}

/** Turns and tasks are how the library counts, and told by what happens in them. */
function askOf(data: Fields): WorkAsk | undefined {
  const name = textOf(data.name);
  switch (data.type) {
    case "agent":
      return { kind: "agent", name: name ?? "agent" };
    case "function":
      return { kind: "tool", name: name ?? "tool" };
    case "handoff":
      return {
        kind: "task",
        name: `handoff ${textOf(data.from_agent) ?? ""} to ${textOf(data.to_agent) ?? "another"}`,
      };
    case "guardrail":
      return { kind: "task", name: `guardrail ${name ?? ""}` };
    case "mcp_tools":
      return { kind: "operation", name: `list tools ${textOf(data.server) ?? ""}`.trim() };
    case "custom":
      return { kind: "operation", name: name ?? "custom", input: data.data };
    default:
      return undefined;
  }
}

function failureOf(error: unknown): object {
  const { message, data } = fieldsOf(error);
  const [cause] = listOf([data]);
  return {
    name: textOf(cause?.error_type) ?? textOf(cause?.name) ?? "Error",
    message: textOf(cause?.error) ?? message,
  };
}
