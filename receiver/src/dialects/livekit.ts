import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";
import { countAt, first, flag, from, mapped, text } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";
import type { SaidUsage } from "./usage.ts";

const marks = ["lk.speech_id", "lk.llm_metrics", "lk.function_tool.name", "lk.agent_label", "lk.generation_id"];

/** https://github.com/livekit/agents/blob/main/livekit-agents/livekit/agents/telemetry/trace_types.py */
export const livekit: Dialect = {
  name: "livekit",
  keys: ["gen_ai.operation.name", ...marks],
  speaks: (said) => said.scope === "livekit-agents" || marks.some((key) => said.has(key)),
  kind: kindOf,
  fields: {
    agentName: text("gen_ai.agent.name", "lk.agent_name", "lk.agent_label"),
    toolName: text("gen_ai.tool.name", "lk.function_tool.name"),
    toolCallId: text("gen_ai.tool.call.id", "lk.function_tool.id"),
    failed: mapped(flag("lk.function_tool.is_error"), (isError) => (isError ? true : undefined)),
  },
  usage: from([...sharedUsage.keys, "lk.llm_metrics"], (said) => {
    const told = sharedUsage.read(said) ?? {};
    return nothingIsUnknown(told.input === undefined && told.output === undefined ? inMetrics(said) : told);
  }),
};

const inMetric = (...names: readonly string[]) => first(...names.map((name) => countAt(["lk.llm_metrics"], name)));
const input = inMetric("prompt_tokens", "promptTokens");
const output = inMetric("completion_tokens", "completionTokens");
const cached = inMetric("prompt_cached_tokens", "promptCachedTokens");
const cacheWrite = inMetric("cache_creation_tokens", "cacheCreationTokens");

function inMetrics(said: Said): SaidUsage {
  return {
    input: input.read(said),
    output: output.read(said),
    cached: cached.read(said),
    cacheWrite: cacheWrite.read(said),
  };
}

/** It writes zeros when the provider sent no usage. */
function nothingIsUnknown(told: SaidUsage): SaidUsage {
  return told.input === 0 && told.output === 0 ? {} : told;
}

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["agent_session", "workflow"],
  ["agent_turn", "agent"],
  ["llm_request", "llm"],
  ["function_tool", "tool"],
]);

/**
 * The call is the `llm_request`: its `llm_request_run`s are tries, and the `llm_node` around it names an operation only
 * when the application made the call in a way of its own.
 */
function kindOf(said: Said): Kind {
  if (said.name === "llm_request_run") return "operation";
  return kindByOperation(said) ?? kinds.get(said.name) ?? "operation";
}
