import type { Attributes } from "@opentelemetry/api";
import { names } from "../attributes.ts";

export type Kind = "session" | "agent" | "workflow" | "task" | "operation" | "tool";

export interface SpanOptions {
  /** Else the name of the function, the method or the class. */
  readonly name?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly tags?: readonly string[] | undefined;
  /** False leaves out what goes in, whatever the rule on content says. */
  readonly captureInput?: boolean | undefined;
  readonly captureOutput?: boolean | undefined;
}

/** How spans of a kind are called, and where they say what they are, what goes in and what comes out. */
export interface KindWords {
  readonly input: string;
  readonly output: string;
  spanName(name: string): string;
  attributes(name: string): Attributes;
}

const plain = { input: names.input, output: names.output, spanName: (name: string) => name };

export const words: { readonly [Name in Kind]: KindWords } = {
  session: { ...plain, attributes: () => ({}) },
  agent: {
    ...plain,
    spanName: (name) => `invoke_agent ${name}`,
    attributes: (name) => ({ [names.operation]: "invoke_agent", [names.agentName]: name }),
  },
  workflow: {
    ...plain,
    spanName: (name) => `invoke_workflow ${name}`,
    attributes: (name) => ({ [names.operation]: "invoke_workflow", [names.workflowName]: name }),
  },
  task: { ...plain, attributes: () => ({}) },
  operation: { ...plain, attributes: () => ({}) },
  tool: {
    input: names.toolArguments,
    output: names.toolResult,
    spanName: (name) => `execute_tool ${name}`,
    attributes: (name) => ({
      [names.operation]: "execute_tool",
      [names.toolName]: name,
      [names.toolType]: "function",
    }),
  },
};

export function attributesOf(kind: Kind, name: string, { attributes, tags }: SpanOptions): Attributes {
  return {
    [names.spanKind]: kind,
    ...words[kind].attributes(name),
    ...(tags?.length && { [names.tags]: [...tags] }),
    ...attributes,
  };
}
