import { type Context, context } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import type { Work } from "../spans/work.ts";
import { fieldsOf, listOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import type { Instrument } from "./instrument.ts";
import { messageOf, messagesOf } from "./openai-messages.ts";

interface Manager {
  on(event: string, heard: (event: unknown) => void): unknown;
}

const heard = new WeakSet<object>();
const calls = new Map<string, ModelCall>();
const works = new Map<string, Work>();
const most = 10_000;

/** LlamaIndex tells what happens to listeners of its callback manager, so one more listens. */
export const instrument: Instrument = {
  name: "llamaindex",
  packages: [
    { name: "@llamaindex/core", versions: ">=0.5 <1" },
    { name: "llamaindex", versions: ">=0.9 <1" },
  ],
  patch({ Settings }) {
    const manager = fieldsOf(Settings).callbackManager as Manager | undefined;
    if (typeof manager?.on !== "function") throw new Error("its settings have no callback manager");
    if (heard.has(manager)) return;
    heard.add(manager);
    for (const [event, hear] of Object.entries(listeners)) {
      manager.on(event, (told) => void (running() && quietly(() => hear(fieldsOf(fieldsOf(told).detail ?? told)))));
    }
  },
};

type Told = ReturnType<typeof fieldsOf>;

const listeners: Readonly<Record<string, (told: Told) => void>> = {
  "llm-start": ({ id, messages }) => {
    const within: Context = context.active();
    const ask = { provider: "llamaindex", operation: "chat", content: () => ({ input: messagesOf(messages) }) };
    keep(
      calls,
      id,
      context.with(within, () => startModelCall(ask)),
    );
  },
  "llm-stream": ({ id }) => calls.get(String(id))?.arrived(),
  "llm-end": ({ id, response }) => {
    const { message, raw } = fieldsOf(response);
    const { model, usage, id: answerId } = fieldsOf(raw);
    const { prompt_tokens, completion_tokens, input_tokens, output_tokens } = fieldsOf(usage);
    const count = (value: unknown) => (typeof value === "number" ? value : undefined);
    take(calls, id, (call) => {
      call.tell({
        id: textOf(answerId),
        model: textOf(model),
        usage: { input: count(prompt_tokens ?? input_tokens), output: count(completion_tokens ?? output_tokens) },
        output: () => [messageOf(fieldsOf(message))],
      });
      call.end();
    });
  },
  "llm-tool-call": ({ toolCall }) => {
    const { id, name, input } = fieldsOf(toolCall);
    const attributes = { [names.toolCallId]: String(id) };
    keep(works, id, beginWork({ kind: "tool", name: textOf(name) ?? "tool", input, attributes }));
  },
  "llm-tool-result": ({ toolCall, toolResult }) => {
    const { output, isError } = fieldsOf(toolResult);
    take(works, fieldsOf(toolCall).id, (work) => {
      if (isError === true) work.fail({ name: "tool_error", message: textOf(output) ?? "" });
      else work.succeed(output);
    });
  },
  "query-start": ({ id, query }) => keep(works, id, beginWork({ kind: "workflow", name: "query", input: query })),
  "query-end": ({ id, response }) => take(works, id, (work) => work.succeed(fieldsOf(response).response ?? response)),
  "retrieve-start": ({ id, query }) => {
    const attributes = { [names.operation]: "retrieval" };
    keep(works, id, beginWork({ kind: "operation", name: "retrieve", input: query, attributes }));
  },
  "retrieve-end": ({ id, nodes }) =>
    take(works, id, (work) =>
      work.succeed(listOf(nodes).map(({ score, node }) => ({ score, text: fieldsOf(node).text }))),
    ),
};

function keep<Open>(all: Map<string, Open>, id: unknown, open: Open | undefined): void {
  if (!open) return;
  all.set(String(id), open);
  if (all.size > most) all.delete(all.keys().next().value as string);
}

function take<Open>(all: Map<string, Open>, id: unknown, end: (open: Open) => void): void {
  const open = all.get(String(id));
  all.delete(String(id));
  if (open) end(open);
}
