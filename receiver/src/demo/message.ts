/** The parts format of the OpenTelemetry GenAI conventions: https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
export interface Message {
  readonly role: "user" | "assistant" | "tool";
  readonly parts: readonly Part[];
  readonly finish_reason?: string;
}

export type Part =
  | { readonly type: "text"; readonly content: string }
  | { readonly type: "reasoning"; readonly content: string }
  | { readonly type: "tool_call"; readonly id: string; readonly name: string; readonly arguments: unknown }
  | { readonly type: "tool_call_response"; readonly id: string; readonly response: unknown };

export function user(content: string): Message {
  return { role: "user", parts: [{ type: "text", content }] };
}

export function assistant(...parts: readonly Part[]): Message {
  return { role: "assistant", parts };
}

export function toolResult(id: string, response: unknown): Message {
  return { role: "tool", parts: [{ type: "tool_call_response", id, response }] };
}

/** About four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
