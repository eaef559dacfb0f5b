import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { active, withModelCall } from "../context.ts";
import { running } from "../running.ts";
import { type Fields, fieldsOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { contextOfRun, Holder, handler, withHolder } from "./langchain-handler.ts";
import { replace } from "./replace.ts";

/**
 * LangChain and LangGraph tell every run to their callbacks, so one more listens. What runs inside of tools, functions,
 * nodes and models is brought into the context of its run where they are called.
 */
export const instrument: Instrument = {
  name: "langchain",
  packages: [
    { name: "@langchain/core", versions: ">=0.3 <2" },
    { name: "@langchain/langgraph", versions: ">=0.4 <2" },
  ],
  patch(module, { module: name }) {
    if (name.endsWith("manager")) listen(module.CallbackManager);
    else if (name.includes("async_local_storage")) enter(module.AsyncLocalStorageProviderSingleton);
    else if (name.includes("chat_models"))
      hold(prototypeOf(module.BaseChatModel), ["_generateUncached", "_streamIterator"]);
    else hold(prototypeOf(module.Pregel), ["_streamIterator"]);
  },
};

const prototypeOf = (found: unknown): unknown => (typeof found === "function" ? found.prototype : undefined);

interface Manager {
  readonly handlers: readonly unknown[];
  addHandler(handler: unknown, isInherited: boolean): void;
}

function listen(manager: unknown): void {
  replace(
    manager,
    "_configureSync",
    (original) =>
      function (...values) {
        const made = Reflect.apply(original, this, values) as Manager | undefined;
        if (!running()) return made;
        const heard = made ?? (new this() as Manager);
        if (!heard.handlers.includes(handler)) heard.addHandler(handler, true);
        return heard;
      },
  );
}

/** What a run calls is called with the run's own callbacks, which know whose they are. */
function enter(storage: unknown): void {
  replace(
    storage,
    "runWithConfig",
    (original) =>
      function (...values) {
        const [config, callback, ...rest] = values;
        const { callbacks } = fieldsOf(config);
        const within = contextOfRun(fieldsOf(callbacks)._parentRunId);
        if (!within || typeof callback !== "function") return Reflect.apply(original, this, values);
        return Reflect.apply(original, this, [config, () => context.with(within, callback), ...rest]);
      },
  );
}

/** Lets what a method calls find the run that begins within it, and ends that run when its stream is broken off. */
function hold(prototype: unknown, methods: readonly string[]): void {
  for (const method of methods) {
    replace(
      prototype,
      method,
      (original) =>
        function (...values) {
          if (!running()) return Reflect.apply(original, this, values);
          const isStream = method === "_streamIterator";
          const holder = new Holder(isStream, startedBefore(values[3]));
          const held = withHolder(active(), holder);
          const within = methods.length > 1 ? withModelCall(held, () => holder.call) : held;
          const result = context.with(within, () => Reflect.apply(original, this, values));
          return isStream ? stepping(result, within, holder) : result;
        },
    );
  }
}

const startedBefore = (runs: unknown): unknown => (Array.isArray(runs) ? (runs[0] as Fields)?.runId : undefined);

const forgotten = new FinalizationRegistry<Holder>((holder) => holder.interrupt());

/** The same generator, whose body runs within a context. */
function stepping(generator: AsyncGenerator, within: Context, holder: Holder) {
  forgotten.register(generator, holder);
  for (const step of ["next", "return", "throw"] as const) {
    const own = generator[step].bind(generator) as (value?: unknown) => Promise<unknown>;
    const value = (given?: unknown) => {
      const stepped = context.with(within, () => own(given));
      const interrupt = () => holder.interrupt();
      if (step === "return") stepped.then(interrupt, interrupt);
      return stepped;
    };
    Object.defineProperty(generator, step, { value, enumerable: false, configurable: true, writable: true });
  }
  return generator;
}
