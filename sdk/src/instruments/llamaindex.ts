import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { startModelCall } from "../record/model-call.ts";
import { enterCall, type UnheldCall } from "../record/unheld-call.ts";
import { running } from "../running.ts";
import type { Work } from "../spans/work.ts";
import { fieldsOf, listOf, textOf } from "./answer.ts";
import { beginWork, toolOf } from "./begin-work.ts";
import type { Instrument } from "./instrument.ts";
import { tellAgents } from "./llamaindex-agents.ts";
import { answerOf, messagesOf } from "./llamaindex-messages.ts";
import { replace } from "./replace.ts";

/**
 * LlamaIndex tells what happens to its callback managers, which is heard as it is said. A call of a model is told so too,
 * but not when it fails, and most clients are known and tell more: only what no client told is recorded, at its end.
 */
export const instrument: Instrument = {
  name: "llamaindex",
  packages: [
    { name: "@llamaindex/core", versions: ">=0.5 <1" },
    { name: "@llamaindex/workflow", versions: ">=1.1 <2" },
  ],
  patch(module, { name }) {
    if (name === "@llamaindex/workflow") return tellAgents(module);
    const { CallbackManager } = module;
    if (typeof CallbackManager !== "function") throw new Error("it exports no class CallbackManager");
    replace(
      CallbackManager.prototype,
      "dispatchEvent",
      (original) =>
        function (event: unknown, told: unknown, ...rest) {
          if (running()) quietly(() => listeners[String(event)]?.(fieldsOf(told)));
          return Reflect.apply(original, this, [event, told, ...rest]);
        },
    );
  },
};

type Told = ReturnType<typeof fieldsOf>;

interface Call extends UnheldCall {
  readonly startTime: number;
  readonly within: Context;
  readonly messages: unknown;
}

const calls = new Map<string, Call>();
const works = new Map<string, Work>();
const most = 10_000;

const listeners: Readonly<Record<string, (told: Told) => void>> = {
  "llm-start": ({ id, messages }) => {
    const call = { isTold: false, startTime: Date.now(), within: context.active(), messages };
    keep(calls, id, call);
    enterCall(call);
  },
  "llm-end": ({ id, response }) =>
    take(calls, id, (call) => {
      if (!call.isTold) record(call, fieldsOf(response));
    }),
  "llm-tool-call": ({ toolCall }) => {
    const { id, name, input } = fieldsOf(toolCall);
    const tool = textOf(name) ?? "tool";
    if (toolOf(context.active()) === tool) return;
    keep(works, id, beginWork({ kind: "tool", name: tool, input, attributes: { [names.toolCallId]: String(id) } }));
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

function record({ within, startTime, messages }: Call, response: Told): void {
  const asked = messagesOf(messages);
  const call = context.with(within, () =>
    startModelCall({
      provider: "llamaindex",
      operation: "chat",
      isStream: Array.isArray(response.raw) || undefined,
      startTime,
      content: () => ({
        system: asked.filter(({ role }) => role === "system").flatMap(({ parts }) => parts),
        input: asked.filter(({ role }) => role !== "system"),
      }),
    }),
  );
  call?.tell(answerOf(response));
  call?.end();
}

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
