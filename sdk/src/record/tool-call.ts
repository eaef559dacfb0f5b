import type { Attributes, Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import { openToolOf } from "../spans/open-tool.ts";
import { Work } from "../spans/work.ts";

export interface ToolAsk {
  readonly name: string;
  readonly callId?: string | undefined;
  readonly arguments?: unknown;
  readonly attributes?: Attributes | undefined;
}

/** A run of a tool under way. Nothing of it throws; after its end nothing changes it. */
export interface ToolCall {
  /** Where the tool's work belongs. */
  readonly context: Context;
  end(result?: unknown): void;
  fail(error: unknown): void;
  interrupt(): void;
}

/** Begins to record a run of a tool. Nothing when the SDK does not run: then the host's call is left as it is. */
export function startToolCall(ask: ToolAsk): ToolCall | undefined {
  const at = running();
  if (!at) return undefined;
  return quietly(() => {
    const { name, callId, arguments: given } = ask;
    const attributes = { ...(callId !== undefined && { [names.toolCallId]: callId }), ...ask.attributes };
    const outer = openToolOf(context.active(), name, false);
    if (outer) return joined(outer, attributes, given);
    const work = new Work(at, { kind: "tool", name, options: { attributes }, within: context.active() });
    work.setInput(given);
    return {
      context: work.context,
      end: (result) => work.succeed(result),
      fail: (error) => work.fail(error),
      interrupt: () => work.interrupt(),
    };
  });
}

/** The host tells this run itself, and ends it: we only add what it does not know. */
function joined(outer: Work, attributes: Attributes, given: unknown): ToolCall {
  outer.span.setAttributes(attributes);
  if (!outer.hasInput) outer.setInput(given);
  return { context: context.active(), end() {}, fail() {}, interrupt() {} };
}
