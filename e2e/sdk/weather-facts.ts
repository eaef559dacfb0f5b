import type { Message, Part } from "../../receiver/src/model/message.ts";
import { text, tool } from "../fake-provider/weather.ts";

/** What is said in the scenarios, as the receiver tells it. */
export const says = (role: string, ...texts: readonly string[]): Message => ({
  role,
  parts: texts.map((text) => ({ type: "text", text })),
});

export const hi: readonly Message[] = [says("user", "hi")];
export const question: readonly Message[] = [says("user", "How is the weather in Paris?")];
export const answer: readonly Message[] = [says("assistant", text)];
export const system = "You tell the weather.";

const toolCall = (id: string | null): Part => ({ type: "tool_call", id, name: tool.name, arguments: tool.args });
export const asksForTool = (id: string | null, ...before: readonly Part[]): Message => ({
  role: "assistant",
  parts: [...before, toolCall(id)],
});
export const toolResult = (id: string | null, result: unknown = { celsius: 18 }): Message => ({
  role: "tool",
  parts: [{ type: "tool_result", id, result }],
});
