import { type Context, createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { active, modelCallOf, withModelCall } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import type { Work } from "../spans/work.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { answerOf, messagesOf, plainOf, toolResultOf } from "./langchain-messages.ts";
import { providerOf } from "./provider-names.ts";

/** A run of LangChain: a call of a model, a piece of work, or one that is hidden and only passes its context on. */
interface Run {
  readonly context: Context;
  readonly call?: ModelCall | undefined;
  readonly work?: Work | undefined;
}

const runs = new Map<string, Run>();
/** Runs that never end are forgotten when there are so many. */
const mostRuns = 20_000;

export const contextOfRun = (id: unknown): Context | undefined => runs.get(String(id))?.context;

const holderKey = createContextKey("spanwise.langchain");
export const withHolder = (within: Context, holder: Holder): Context => within.setValue(holderKey, holder);

/** Has the first run that begins in a method. */
export class Holder {
  readonly isStream: boolean;
  /** The call that it is within. */
  readonly outer = modelCallOf(active());
  #id: string | undefined;

  constructor(isStream: boolean, id: unknown) {
    this.isStream = isStream;
    this.#id = textOf(id);
  }

  take(id: string): void {
    this.#id ??= id;
  }

  get call(): ModelCall | undefined {
    return this.#id === undefined ? undefined : runs.get(this.#id)?.call;
  }

  interrupt(): void {
    if (this.#id === undefined) return;
    const run = runs.get(this.#id);
    (run?.call ?? run?.work)?.interrupt();
    runs.delete(this.#id);
  }
}

function begin(
  id: string,
  parentId: unknown,
  start: (within: Context) => Omit<Run, "context"> & { context?: Context },
): void {
  quietly(() => {
    const here = active();
    const holder = here.getValue(holderKey) as Holder | undefined;
    // A call is not within itself, nor within another that was asked for at once.
    const within = contextOfRun(parentId) ?? (holder ? withModelCall(here, holder.outer) : here);
    const run = start(within);
    runs.set(id, { ...run, context: run.context ?? run.call?.context ?? run.work?.context ?? within });
    if (runs.size > mostRuns) runs.delete(runs.keys().next().value as string);
    holder?.take(id);
  });
}

function end(id: string, finish: (run: Run) => void): void {
  const run = runs.get(id);
  runs.delete(id);
  if (run) quietly(() => finish(run));
}

const succeed = (id: string, output: unknown) => end(id, ({ work }) => work?.succeed(plainOf(output)));

/** How a graph says that it waits for somebody, and how one says that it was told to stop: no failures. */
const pauses = new Set(["GraphInterrupt", "NodeInterrupt", "AbortError", "Abort", "Aborted"]);

function fail(id: string, error: unknown): void {
  const { name, message } = fieldsOf(error);
  end(id, ({ call, work }) => {
    const under = call ?? work;
    if (pauses.has(String(name)) || pauses.has(String(message))) under?.interrupt();
    else if (name === "ParentCommand") under?.end();
    else under?.fail(error);
  });
}

function startCall(
  id: string,
  parentId: unknown,
  ask: Omit<Parameters<typeof startModelCall>[0], "provider" | "operation">,
  told: Fields,
  model: unknown,
  operation: string,
) {
  begin(id, parentId, (within) => {
    const isStream = (active().getValue(holderKey) as Holder | undefined)?.isStream;
    const call = context.with(within, () =>
      startModelCall({
        ...ask,
        provider: providerOf(textOf(told.ls_provider) ?? familyOf(model) ?? "langchain"),
        operation,
        isStream: isStream || undefined,
      }),
    );
    return { call };
  });
}

function settingsOf(extra: unknown, metadata: Fields) {
  const asked = fieldsOf(fieldsOf(extra).invocation_params);
  return {
    asked,
    model: textOf(metadata.ls_model_name) ?? textOf(asked.model) ?? textOf(asked.model_name),
    parameters: {
      temperature: metadata.ls_temperature ?? asked.temperature,
      maxTokens: metadata.ls_max_tokens ?? asked.max_tokens,
      topP: asked.top_p,
      stopSequences: metadata.ls_stop ?? asked.stop,
      frequencyPenalty: asked.frequency_penalty,
      presencePenalty: asked.presence_penalty,
      seed: asked.seed,
    },
  };
}

type Id = string;

/** https://js.langchain.com/docs/concepts/callbacks: its methods are called by these names. */
export const handler = {
  name: "spanwise",
  awaitHandlers: true,
  raiseError: false,
  ignoreLLM: false,
  ignoreChain: false,
  ignoreAgent: false,
  ignoreRetriever: false,
  ignoreCustomEvent: true,
  lc_serializable: false,
  copy() {
    return handler;
  },

  handleChatModelStart(
    llm: unknown,
    messages: unknown,
    id: Id,
    parentId: unknown,
    extra: unknown,
    _tags: unknown,
    metadata: unknown,
  ) {
    const { asked, ...settings } = settingsOf(extra, fieldsOf(metadata));
    const given = messagesOf(Array.isArray(messages) ? messages[0] : undefined);
    const content = () => ({
      system: given.filter(({ role }) => role === "system").flatMap(({ parts }) => parts),
      input: given.filter(({ role }) => role !== "system"),
      tools: asked.tools,
    });
    startCall(id, parentId, { ...settings, content }, fieldsOf(metadata), llm, "chat");
  },

  handleLLMStart(
    llm: unknown,
    prompts: unknown,
    id: Id,
    parentId: unknown,
    extra: unknown,
    _tags: unknown,
    metadata: unknown,
  ) {
    const { asked: _, ...settings } = settingsOf(extra, fieldsOf(metadata));
    const content = () => ({
      input: [prompts]
        .flat()
        .map((text) => ({ role: "user", parts: [{ type: "text", content: String(text) } as const] })),
    });
    startCall(id, parentId, { ...settings, content }, fieldsOf(metadata), llm, "text_completion");
  },

  handleLLMNewToken(_token: unknown, _at: unknown, id: Id) {
    runs.get(id)?.call?.arrived();
  },

  handleLLMEnd(output: unknown, id: Id) {
    end(id, ({ call }) => {
      call?.tell(answerOf(fieldsOf(output)));
      call?.end();
    });
  },

  handleChainStart(
    chain: unknown,
    inputs: unknown,
    id: Id,
    parentId: unknown,
    tags: unknown,
    metadata: unknown,
    _type: unknown,
    name: unknown,
  ) {
    begin(id, parentId, (within) => {
      if (Array.isArray(tags) && tags.includes("langsmith:hidden")) return {};
      const told = fieldsOf(metadata);
      return { work: beginWork({ ...kindOf(chain, textOf(name), told), input: plainOf(inputs), within }) };
    });
  },

  handleChainEnd: (outputs: unknown, id: Id) => succeed(id, outputs),

  handleToolStart(
    tool: unknown,
    input: unknown,
    id: Id,
    parentId: unknown,
    _tags: unknown,
    _metadata: unknown,
    name: unknown,
    callId: unknown,
  ) {
    begin(id, parentId, (within) => ({
      work: beginWork({
        kind: "tool",
        name: textOf(name) ?? nameOf(tool) ?? "tool",
        input: plainOf(input),
        attributes: typeof callId === "string" ? { [names.toolCallId]: callId } : undefined,
        within,
      }),
    }));
  },

  handleToolEnd: (output: unknown, id: Id) => end(id, ({ work }) => work?.succeed(toolResultOf(output))),

  handleRetrieverStart(
    retriever: unknown,
    query: unknown,
    id: Id,
    parentId: unknown,
    _tags: unknown,
    _metadata: unknown,
    name: unknown,
  ) {
    begin(id, parentId, (within) => ({
      work: beginWork({
        kind: "operation",
        name: textOf(name) ?? nameOf(retriever) ?? "retriever",
        input: query,
        attributes: { [names.operation]: "retrieval" },
        within,
      }),
    }));
  },

  handleRetrieverEnd: (documents: unknown, id: Id) =>
    succeed(
      id,
      listOf(documents).map(({ pageContent, metadata }) => ({ pageContent, metadata })),
    ),

  handleLLMError: (error: unknown, id: Id) => fail(id, error),
  handleChainError: (error: unknown, id: Id) => fail(id, error),
  handleToolError: (error: unknown, id: Id) => fail(id, error),
  handleRetrieverError: (error: unknown, id: Id) => fail(id, error),
};

/** Of `["langchain", "chat_models", "openai", "ChatOpenAI"]`, what it is called after. */
const familyOf = (model: unknown): string | undefined => {
  const { id } = fieldsOf(model);
  return Array.isArray(id) ? textOf(id.at(-2)) : undefined;
};

const nameOf = (serialized: unknown): string | undefined => {
  const { name, id } = fieldsOf(serialized);
  return textOf(name) ?? (Array.isArray(id) ? textOf(id.at(-1)) : undefined);
};

/** A graph is a workflow, one with a name of its own an agent, its nodes and what they are made of are tasks. */
function kindOf(chain: unknown, runName: string | undefined, told: Fields) {
  const name = runName ?? nameOf(chain) ?? "chain";
  const { id } = fieldsOf(chain);
  const isGraph = Array.isArray(id) && id.includes("langgraph");
  const thread = told.thread_id ?? told.session_id ?? told.conversation_id;
  const attributes = typeof thread === "string" ? { [names.conversationId]: thread } : undefined;
  if (!isGraph) return { kind: "task" as const, name, attributes };
  return { kind: name === "LangGraph" ? ("workflow" as const) : ("agent" as const), name, attributes };
}
