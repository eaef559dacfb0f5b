import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { type AgentRun, agentRunOf, asAgent } from "../monitor-agent.ts";
import { quietly } from "../quietly.ts";
import { hush } from "../telemetry/tracer-provider.ts";
import { type Fields, fieldsOf, said, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import type { Instrument } from "./instrument.ts";
import { tellsCalls } from "./language-model.ts";
import { observeResult } from "./observe-result.ts";
import { type Method, ownerOf, replace } from "./replace.ts";

const methods = [
  ...["generate", "stream", "network", "generateLegacy", "streamLegacy"],
  ...["resumeGenerate", "resumeStream", "streamVNext", "generateVNext"],
];

const olderTracers = ["default-tracer", "default-service", "mastra"];

/**
 * Mastra's agents: each call of one, and those of models and tools in it. Mastra asks the AI SDK's models by itself, with
 * no `ai` that would tell of it. Before 1 it tells every call of its own methods, with all that is said, to whatever
 * tracer the process has, under a name of nobody's.
 */
export const instrument: Instrument = {
  name: "mastra",
  packages: [{ name: "@mastra/core", versions: ">=0.20 <2" }],
  patch({ Agent }, { module, version }) {
    if (version?.startsWith("0.")) for (const tracer of olderTracers) hush(tracer);
    if (module === "@mastra/core") return;
    if (typeof Agent !== "function") throw new Error("it exports no class Agent");
    const prototype = fieldsOf(Agent.prototype);
    for (const name of methods) {
      if (typeof prototype[name] === "function") replace(prototype, name, agentMethod);
    }
    replace(prototype, "getLLM", (original) => looking(original, seeModels));
    if (typeof prototype.prepareModels === "function")
      replace(prototype, "prepareModels", (original) => looking(original, seePrepared));
  },
};

function agentMethod(original: Method): Method {
  return function (...given) {
    return Reflect.apply(asAgent(this as object, original), this, given);
  };
}

/** A method whose result is looked at before its caller has it. */
function looking(original: Method, see: (result: unknown) => void): Method {
  return function (...given) {
    const succeed = (result: unknown) => void quietly(() => see(result));
    return observeResult({ succeed, fail() {} }, () => Reflect.apply(original, this, given));
  };
}

/** Its classes of models are its own affair: they are known by the objects that come of them. */
function seeModels(llm: unknown): void {
  const { getModel } = fieldsOf(llm);
  if (typeof getModel === "function") tellsCalls(Reflect.apply(getModel, llm, []));
  const owner = ownerOf(llm, "stream");
  if (owner) replace(owner, "stream", streaming);
}

function seePrepared(models: unknown): void {
  if (Array.isArray(models)) for (const { model } of models.map(fieldsOf)) tellsCalls(model);
}

/** Of `generate` too: all that an agent asks of models and does with tools. */
function streaming(original: Method): Method {
  return function (asked: unknown, ...rest) {
    const run = agentRunOf(context.active());
    const own = run?.work?.isOpen ? quietly(() => askedOf(fieldsOf(asked), run)) : undefined;
    return Reflect.apply(original, this, [own ?? asked, ...rest]);
  };
}

function askedOf(asked: Fields, run: AgentRun): Fields {
  run.isUnderWay = true;
  const own = { ...asked, tools: toolsOf(asked.tools) };
  if (asked.methodType === "generate") return own;
  run.goesOn = true;
  return { ...own, options: endingWith(fieldsOf(asked.options), run) };
}

function toolsOf(tools: unknown): unknown {
  if (typeof tools !== "object" || tools === null) return tools;
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]: [string, unknown]) => {
      const { execute } = fieldsOf(tool);
      return [
        name,
        typeof execute === "function" ? { ...fieldsOf(tool), execute: told(name, execute as Method) } : tool,
      ];
    }),
  );
}

function told(name: string, execute: Method): Method {
  return function (input, options, ...rest) {
    const attributes = said({ [names.toolCallId]: textOf(fieldsOf(options).toolCallId) });
    const work = beginWork({ kind: "tool", name, input, attributes });
    const run = () => Reflect.apply(execute, this, [input, options, ...rest]) as unknown;
    return work ? context.with(work.context, () => observeResult(work, run)) : run();
  };
}

/** The stream of an agent goes on by itself, whoever reads it: what is told to its options is its end. */
function endingWith(options: Fields, { work }: AgentRun): Fields {
  const after = (name: string, end: (value: Fields) => void) => ({
    [name](this: unknown, value: unknown, ...rest: unknown[]) {
      quietly(() => end(fieldsOf(value)));
      const own = options[name];
      return typeof own === "function" ? (Reflect.apply(own, this, [value, ...rest]) as unknown) : undefined;
    },
  });
  return {
    ...options,
    ...after("onFinish", ({ object, text, error }) => (error ? work?.fail(error) : work?.succeed(object ?? text))),
    ...after("onError", (value) => work?.fail(value.error ?? value)),
    ...after("onAbort", () => work?.interrupt()),
  };
}
