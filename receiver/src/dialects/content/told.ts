import type { Message } from "../../model/message.ts";
import { type Conversation, conversationOf, silence } from "./conversation.ts";

/** What one source tells of a span. */
export interface Told {
  readonly system: readonly string[];
  readonly input: readonly Message[];
  readonly output: readonly Message[];
}

export const nothing: Told = { system: [], input: [], output: [] };

export function toldOf(input: Conversation, output: Conversation, system: readonly string[] = []): Told {
  const said = [...system, ...input.system, ...output.system];
  return { system: [...new Set(said)], input: input.messages, output: output.messages };
}

/** An input and an output, each in any shape. */
export function inAndOut(input: unknown, output: unknown, system: readonly string[] = []): Told {
  return toldOf(conversationOf(input, "user"), conversationOf(output, "assistant"), system);
}

/** A whole conversation: what the assistant said last is the output. */
export function wholeTalk({ system, messages }: Conversation): Told {
  const last = messages.at(-1)?.role === "assistant" ? messages.slice(-1) : [];
  const before = messages.slice(0, messages.length - last.length);
  return toldOf({ ...silence, system, messages: before }, { ...silence, messages: last });
}

/** Each field by the first that tells it. */
export function firstTold(sources: Iterable<Told>): Told {
  let { system, input, output } = nothing;
  for (const source of sources) {
    if (system.length === 0) system = source.system;
    if (input.length === 0) input = source.input;
    if (output.length === 0) output = source.output;
  }
  return { system, input, output };
}
