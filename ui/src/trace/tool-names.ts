import type { Message } from "../../../receiver/src/model/message.ts";

/** The name of the tool by the id of its call, so that a result can say whose it is. */
export function toolNames(messages: readonly Message[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type === "tool_call" && part.id !== null && part.name !== "") names.set(part.id, part.name);
    }
  }
  return names;
}
