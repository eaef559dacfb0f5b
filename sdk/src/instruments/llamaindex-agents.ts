import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { withAgent } from "../context.ts";
import { agentRunOf, asAgent, callOf } from "../monitor-agent.ts";
import { quietly } from "../quietly.ts";
import type { Work } from "../spans/work.ts";
import { type Fields, fieldsOf, said, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { observeResult } from "./observe-result.ts";
import { type Method, replace } from "./replace.ts";
import { watchIterator } from "./stream.ts";

/** Agents of `@llamaindex/workflow`: each run, whose step it is, and the calls of tools. */
export function tellAgents({ AgentWorkflow, FunctionAgent, stopAgentEvent }: Fields): void {
  if (typeof AgentWorkflow !== "function") throw new Error("it exports no class AgentWorkflow");
  replace(AgentWorkflow.prototype, "run", (original) => running(original));
  replace(AgentWorkflow.prototype, "runStream", (original) => running(streaming(original, stopAgentEvent)));
  replace(AgentWorkflow.prototype, "callTool", callingTool);
  if (typeof FunctionAgent === "function") replace(FunctionAgent.prototype, "takeStep", takingStep);
}

/** The run of some agents is one of the first of them. */
function running(original: Method): Method {
  return function (...given) {
    const { agents, rootAgentName } = fieldsOf(this);
    const first: unknown = agents instanceof Map ? agents.get(rootAgentName) : undefined;
    const agent = typeof first === "object" && first !== null ? first : (this as object);
    return Reflect.apply(asAgent(agent, original), this, given);
  };
}

/** The run ends with an event, whoever reads it; or fails with the stream. */
function streaming(original: Method, stopped: unknown): Method {
  return function (...given) {
    const stream: unknown = Reflect.apply(original, this, given);
    const run = agentRunOf(context.active());
    const { work } = run ?? {};
    if (run && work?.isOpen && run.goesOn !== true) {
      run.goesOn = quietly(() => watchRun(fieldsOf(stream), stopped, work)) ?? undefined;
    }
    return stream;
  };
}

function watchRun(stream: Fields, stopped: unknown, work: Work): true {
  const { on, [Symbol.asyncIterator as unknown as string]: iterate } = stream;
  if (typeof on !== "function" || typeof iterate !== "function") throw new Error("its runs give no stream of events");
  Reflect.apply(on, stream, [
    stopped,
    ({ data }: Fields) => work.succeed(fieldsOf(data).object ?? fieldsOf(data).result),
  ]);
  const watched = { call: callOf(work), reader: { read: () => false, told() {} } };
  Object.defineProperty(stream, Symbol.asyncIterator, {
    value() {
      const iterator = Reflect.apply(iterate, stream, []) as AsyncIterator<unknown>;
      return quietly(() => watchIterator(iterator, watched)) ?? iterator;
    },
    enumerable: false,
    configurable: true,
    writable: true,
  });
  return true;
}

function takingStep(original: Method): Method {
  return function (...given) {
    const within = context.active();
    const run = agentRunOf(within);
    if (run) run.isUnderWay = true;
    const name = textOf(fieldsOf(this).name);
    const step = () => Reflect.apply(original, this, given) as unknown;
    return run && name !== undefined ? context.with(withAgent(within, name), step) : step();
  };
}

function callingTool(original: Method): Method {
  return function (called: unknown, ...rest) {
    const { agentName, toolName, toolKwargs, toolId } = fieldsOf(called);
    const within = context.active();
    const agent = textOf(agentName);
    const work = beginWork({
      kind: "tool",
      name: textOf(toolName) ?? "tool",
      input: toolKwargs,
      attributes: said({ [names.toolCallId]: textOf(toolId) }),
      within: agent === undefined ? within : withAgent(within, agent),
    });
    const call = () => Reflect.apply(original, this, [called, ...rest]) as unknown;
    return work ? context.with(work.context, () => observeResult(work, call)) : call();
  };
}
