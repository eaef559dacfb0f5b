import { context } from "@opentelemetry/api";
import { quietly } from "../quietly.ts";
import { fieldsOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { ClaudeRun } from "./claude-agent-run.ts";
import type { Instrument } from "./instrument.ts";
import { type Method, replace } from "./replace.ts";
import { watchSteps } from "./stream-generator.ts";

/** The Claude Agent SDK runs its agent in another process and tells what it does in messages: they are what is known. */
export const instrument: Instrument = {
  name: "claude-agent",
  packages: [{ name: "@anthropic-ai/claude-agent-sdk", versions: ">=0.1 <1" }],
  patch(module) {
    replace(module, "query", querying);
  },
};

function querying(original: Method): Method {
  return function (...values) {
    const { prompt, options } = fieldsOf(values[0]);
    const input = typeof prompt === "string" ? prompt : undefined;
    const name = textOf(fieldsOf(options).agent) ?? "claude";
    const work = beginWork({ kind: "agent", name, input });
    if (!work) return Reflect.apply(original, this, values);
    let messages: AsyncGenerator<unknown>;
    try {
      messages = context.with(work.context, () => Reflect.apply(original, this, values));
    } catch (error) {
      work.fail(error);
      throw error;
    }
    quietly(() => {
      const run = new ClaudeRun(work);
      watchSteps(messages, { call: run, reader: run });
    });
    return messages;
  };
}
