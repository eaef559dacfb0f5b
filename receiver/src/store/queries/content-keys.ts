import type { Attributes } from "../stored-values.ts";

/** Where dialects put messages and the bodies of tool calls. */
const contentKeys: readonly RegExp[] = [
  /^gen_ai\.(?:input|output)\.messages$/,
  /^gen_ai\.system_instructions$/,
  /^gen_ai\.(?:prompt|completion|content)(?:\.|$)/,
  /^gen_ai\.tool\.(?:call\.(?:arguments|result)|definitions)$/,
  /^gen_ai\.(?:event\.content|retrieval\.documents)$/,
  /^(?:input|output)\.value$/,
  /^llm\.(?:input_messages|output_messages|prompts|completions|tools)(?:\.|$)/,
  /^tool\.(?:parameters|arguments|result)$/,
  /^retrieval\.documents(?:\.|$)/,
  /^traceloop\.entity\.(?:input|output)$/,
  /^(?:ai\.(?:prompt|response|toolCall)|langfuse\.observation|lk)\.(?:input|output|args|result|text|messages|toolCalls)/,
];

/** The attributes but for messages and tool bodies, for who wants the shape of a trace and not its words. */
export function withoutContent(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !contentKeys.some((pattern) => pattern.test(key))),
  );
}
