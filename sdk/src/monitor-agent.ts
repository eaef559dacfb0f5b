import { types } from "node:util";
import { type Context, createContextKey } from "@opentelemetry/api";
import { context } from "./active-context.ts";
import { names } from "./attributes.ts";
import { init } from "./init.ts";
import { type Fields, fieldsOf, said, textOf } from "./instruments/answer.ts";
import { beginWork } from "./instruments/begin-work.ts";
import { plainOf } from "./instruments/langchain-messages.ts";
import { type Method, replace } from "./instruments/replace.ts";
import { watchStream } from "./instruments/stream.ts";
import { quietly } from "./quietly.ts";
import type { ModelCall } from "./record/model-call.ts";
import { running } from "./running.ts";
import type { AnyFunction } from "./spans/call.ts";
import { agent as agentTeller } from "./spans/tellers.ts";
import { watch } from "./spans/watch.ts";
import { watchGenerator } from "./spans/watch-generator.ts";
import type { Work } from "./spans/work.ts";
import { Yields } from "./spans/yields.ts";

/** What agents and those that run them are asked by. */
const methods = [
  ...["run", "runAsync", "runLive", "runEphemeral", "invoke", "ainvoke", "stream", "streamEvents"],
  ...["generate", "streamVNext", "generateVNext", "call", "query", "chat", "execute", "sendMessage"],
];

/**
 * Records each call of an agent as a trace: of `run`, `invoke`, `stream`, `generate` and their like. Gives the same object
 * back, of the same type; only one that is frozen is stood in for. Begins to record with the settings of the environment,
 * and the key that is given, where `init` was not called. A key that comes later is not looked at.
 */
export function monitorAgent<Agent extends object>(agent: Agent, apiKey?: string): Agent {
  if ((typeof agent !== "object" && typeof agent !== "function") || agent === null) return agent;
  if (!running()) init(apiKey ? { apiKey } : {});
  return quietly(() => monitored(agent)) ?? agent;
}

function monitored<Agent extends object>(agent: Agent): Agent {
  const found = methods.filter((name) => quietly(() => isAsked(Reflect.get(agent, name))));
  if (typeof agent === "function" && found.length === 0) {
    return agentTeller(nameOf(agent), agent as unknown as AnyFunction) as unknown as Agent;
  }
  if (!Object.isExtensible(agent) && !found.every((name) => Object.hasOwn(agent, name))) return standIn(agent, found);
  for (const name of found) replace(agent, name, (original) => asAgent(agent, original));
  return agent;
}

/** Every function has a `call`, which is none of an agent. */
const isAsked = (method: unknown) => typeof method === "function" && method !== Function.prototype.call;

const standIns = new WeakMap<object, object>();

/** The same to whoever looks at it, but for its methods that are calls of the agent. */
function standIn<Agent extends object>(agent: Agent, found: readonly string[]): Agent {
  const own =
    standIns.get(agent) ??
    new Proxy(agent, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        const isFixed = Object.getOwnPropertyDescriptor(target, name)?.configurable === false;
        if (typeof value !== "function" || isFixed || !found.includes(String(name))) return value;
        return (...given: unknown[]) => Reflect.apply(asAgent(target, value as Method), target, given);
      },
    });
  standIns.set(agent, own);
  return own as Agent;
}

/** One call of an agent. */
export interface AgentRun {
  readonly agent: object;
  work?: Work | undefined;
  /** It has begun to ask models: from now on a call of the same agent is another one. */
  isUnderWay?: true;
  /** It does not end with the promise of what it gives, and whoever says so ends it. */
  goesOn?: true;
}

const withinKey = createContextKey("spanwise.monitored");
export const agentRunOf = (within: Context) => within.getValue(withinKey) as AgentRun | undefined;

/** Whether an agent is at work already: many of its methods are made of one another. */
function isAtWork(agent: object): boolean {
  const run = agentRunOf(context.active());
  return run?.agent === agent && run.isUnderWay !== true;
}

/** A method of an agent, each call of which is told. */
export function asAgent(agent: object, original: Method): Method {
  return function (...given) {
    if (!running() || isAtWork(agent)) return Reflect.apply(original, this, given);
    if (types.isGeneratorFunction(original)) return generating(agent, original, this, given);
    const run: AgentRun = { agent };
    const work = beginOf(run, given);
    if (!work) return Reflect.apply(original, this, given);
    run.work = work;
    let result: unknown;
    try {
      result = context.with(work.context, () => Reflect.apply(original, this, given));
    } catch (error) {
      work.fail(error);
      throw error;
    }
    return (run.goesOn ? result : quietly(() => follow(result, work, run))) ?? result;
  };
}

/** A generator runs when it is read. */
function generating(agent: object, original: Method, self: unknown, given: readonly unknown[]): unknown {
  const around = context.active();
  const generator = Reflect.apply(original, self, given);
  return quietly(() => watchGenerator(generator, () => beginOf({ agent }, given, around))) ?? generator;
}

function beginOf(run: AgentRun, given: readonly unknown[], within = context.active()): Work | undefined {
  return beginWork({
    kind: "agent",
    name: nameOf(run.agent),
    input: inputOf(given),
    attributes: whoseOf(given),
    within,
    mark: (inside) => inside.setValue(withinKey, run),
  });
}

function nameOf(agent: object): string {
  const { name, agent: held, appName, id } = agent as Fields;
  const called = textOf(name) ?? textOf(fieldsOf(held).name) ?? textOf(appName) ?? textOf(id) ?? graphName(agent);
  return called || agent.constructor?.name || "agent";
}

/** A graph of LangGraph's has its name from a method. */
function graphName(agent: object): string | undefined {
  const { getName } = agent as { readonly getName?: unknown };
  return typeof getName === "function" ? textOf(quietly(() => getName.call(agent))) : undefined;
}

/** What was asked, where it lies among other things. */
function inputOf([first]: readonly unknown[]): unknown {
  if (typeof first !== "object" || first === null || Array.isArray(first)) return first;
  const asked = fieldsOf(first);
  const found = asked.newMessage ?? asked.userContent ?? asked.messages ?? asked.prompt ?? asked.input ?? asked.message;
  if (found !== undefined) return plainOf(found);
  const prototype = Object.getPrototypeOf(first);
  return prototype === Object.prototype || prototype === null ? first : undefined;
}

function whoseOf(given: readonly unknown[]): Record<string, string> {
  const all: Fields = Object.assign({}, ...given.slice(0, 3).map(optionsOf));
  const configurable = fieldsOf(all.configurable);
  const memory = fieldsOf(all.memory);
  const thread = all.sessionId ?? all.threadId ?? configurable.thread_id ?? all.thread ?? memory.thread;
  return said<string>({
    [names.conversationId]: textOf(thread) ?? textOf(fieldsOf(thread).id),
    [names.userId]: textOf(all.userId) ?? textOf(all.resourceId) ?? textOf(memory.resource),
  });
}

const optionsOf = (value: unknown): Fields => {
  const prototype = typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === Object.prototype ? (value as Fields) : {};
};

/** Ends the work when what came back has: a value, a promise of one, a stream, or a promise of a stream. */
function follow(result: unknown, work: Work, run: AgentRun): unknown {
  if (isStream(result)) return followStream(result, work);
  if (!types.isPromise(result)) return watch(result, work);
  return result.then(
    (value: unknown) => {
      if (run.goesOn !== true)
        quietly(() => (isStream(value) ? followStream(value, work) : work.succeed(outcomeOf(value))));
      return value;
    },
    (error: unknown) => {
      work.fail(error);
      throw error;
    },
  );
}

const isStream = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value && !types.isGeneratorObject(value);

/** Work that is followed as what a stream comes of. */
export const callOf = (work: Work): ModelCall => ({
  context: work.context,
  arrived() {},
  tell() {},
  retried() {},
  end: () => work.end(),
  fail: (error) => work.fail(error),
  interrupt: () => work.interrupt(),
});

function followStream(stream: object, work: Work): object {
  const yields = new Yields();
  const reader = {
    read(chunk: unknown) {
      if (work.wantsOutput) yields.add(chunk);
      return false;
    },
    told: () => work.setOutput(yields.all()),
  };
  const { completed } = fieldsOf(stream);
  // OpenAI's runs go on whether or not somebody reads what they stream.
  if (types.isPromise(completed))
    completed.then(
      () => work.succeed(outcomeOf(stream)),
      (error) => work.fail(error),
    );
  else watchStream(stream, Symbol.asyncIterator, { call: callOf(work), reader });
  return stream;
}

/** Of a result with much about how it came to be, what came of it. */
function outcomeOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { finalOutput, text, object, output } = value as Fields;
  const isState = "messages" in value && textOf(text) === undefined;
  if (Object.getPrototypeOf(value) === Object.prototype && isState) return plainOf(value);
  return (
    finalOutput ?? object ?? text ?? output ?? (Object.getPrototypeOf(value) === Object.prototype ? value : undefined)
  );
}
