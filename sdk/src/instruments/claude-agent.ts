import { type Context, createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { fieldsOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { ClaudeRun } from "./claude-agent-run.ts";
import type { Instrument } from "./instrument.ts";
import { alike, type Method, replace } from "./replace.ts";
import { watchSteps } from "./stream-generator.ts";

/** The Claude Agent SDK runs its agent in another process and tells what it does in messages: they are what is known. */
export const instrument: Instrument = {
  name: "claude-agent",
  packages: [{ name: "@anthropic-ai/claude-agent-sdk", versions: ">=0.1 <1" }],
  patch(module) {
    replace(module, "query", querying);
    if (typeof module.tool === "function") replace(module, "tool", defining);
  },
};

/** Finds the run that a context is within: it is made when the query has been. */
const runKey = createContextKey("spanwise.claude-run");

interface Holder {
  run?: ClaudeRun;
}

function querying(original: Method): Method {
  return function (...values) {
    const { prompt, options } = fieldsOf(values[0]);
    const input = typeof prompt === "string" ? prompt : undefined;
    const name = textOf(fieldsOf(options).agent) ?? "claude";
    const holder: Holder = {};
    const mark = (within: Context) => within.setValue(runKey, holder);
    const work = beginWork({ kind: "agent", name, input, mark });
    if (!work) return Reflect.apply(original, this, values);
    const asked = quietly(() => askingForPieces(values));
    let messages: AsyncGenerator<unknown>;
    try {
      messages = context.with(work.context, () => Reflect.apply(original, this, asked ?? values));
    } catch (error) {
      work.fail(error);
      throw error;
    }
    quietly(() => {
      const run = new ClaudeRun(work, asked !== undefined);
      holder.run = run;
      // A query is no generator itself: whoever iterates over it is given another object, which the query steps too.
      watchSteps(messages[Symbol.asyncIterator](), { call: run, reader: run });
    });
    return messages;
  };
}

/**
 * Only the pieces of an answer tell how many tokens it took: its messages are told before that is known. Nothing where
 * the host asks for them itself.
 */
function askingForPieces([first, ...rest]: readonly unknown[]): unknown[] | undefined {
  const options = fieldsOf(fieldsOf(first).options);
  if (options.includePartialMessages === true) return undefined;
  return [{ ...fieldsOf(first), options: { ...options, includePartialMessages: true } }, ...rest];
}

/** A tool of the host's own runs in its process: what it does is within the tool, as the agent has called it. */
function defining(original: Method): Method {
  return function (...values) {
    const tool = Reflect.apply(original, this, values);
    quietly(() => {
      const { handler } = fieldsOf(tool);
      if (typeof handler === "function") tool.handler = alike(handling(handler as Method), handler as Method);
    });
    return tool;
  };
}

function handling(handler: Method): Method {
  return function (...values) {
    const within = quietly(() => withinTool(values[1]));
    const handle = () => Reflect.apply(handler, this, values);
    return within ? context.with(within, handle) : handle();
  };
}

function withinTool(extra: unknown): Context | undefined {
  const id = textOf(fieldsOf(fieldsOf(extra)._meta)["claudecode/toolUseId"]);
  const { run } = fieldsOf(context.active().getValue(runKey)) as Holder;
  return id === undefined ? undefined : run?.within(id);
}
