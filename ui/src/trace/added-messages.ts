import type { Message } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";

/** What one call added to what was said before it in the trace. */
export interface Turn {
  readonly call: Span;
  /** The system prompt, where it was not told before. */
  readonly system: string | null;
  readonly input: readonly Message[];
  readonly output: readonly Message[];
}

/** Agents send their history with each call: of each message the first telling stays. */
export function turnsOf(spans: readonly Span[]): Turn[] {
  const told = new Set<string>();
  const isNew = (message: Message) => {
    const key = JSON.stringify([message.role, message.parts]);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  };
  const prompts = new Set<string | null>([null]);
  return spans
    .filter(({ kind }) => kind === "llm")
    .map((call) => {
      const system = prompts.has(call.system) ? null : call.system;
      prompts.add(call.system);
      return { call, system, input: call.input.filter(isNew), output: call.output.filter(isNew) };
    });
}
