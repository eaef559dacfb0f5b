import type { Facts } from "../../model/facts.ts";
import type { Kind } from "../../model/span.ts";
import type { Said } from "../dialect.ts";
import { millis } from "../fields.ts";
import { isCall } from "../kinds.ts";
import { providerOfModel } from "../providers.ts";
import { flag, from, type Reader, text } from "../readers.ts";
import { normalised, type SaidUsage } from "../usage.ts";
import type { EventReader, ToldCall } from "./told-call.ts";

/** A program that tells by events what it does: prompts, calls of models, calls of tools. */
export interface CodingAgent {
  readonly dialect: string;
  readonly name: string;
}

const sessionId = text("session.id", "conversation.id");
const userId = text("user.id", "user.account_uuid", "user.account_id", "user.email");
const promptId = text("prompt.id", "prompt_id");
const duration = millis("duration_ms");
const model = text("model");
const toolName = text("tool_name", "function_name");
const toolCallId = text("tool_use_id", "call_id");
const succeeded = flag("success");
const errorType = text("error.type", "error_type", "status_code", "http.response.status_code");
const errorMessage = text("error.message", "error");

const asked: readonly Reader<unknown>[] = [
  sessionId,
  userId,
  promptId,
  duration,
  model,
  toolName,
  toolCallId,
  succeeded,
  errorType,
  errorMessage,
];
const keys = asked.flatMap((reader) => reader.keys);

type Told = Partial<Facts>;

/** The prompt is where the agent's turn begins. */
export const promptOf = (agent: CodingAgent): EventReader =>
  from(keys, (said) => ({ ...told(agent, "agent", said, {}), role: "prompt", name: agent.name }));

/** A call of a model that was answered; undefined when `usage` and `more` find that the event tells of none. */
export function answerOf(agent: CodingAgent, usage: Reader<SaidUsage>, more: Reader<Told> = nothingMore): EventReader {
  return from([...keys, ...usage.keys, ...more.keys], (said) => {
    const read = usage.read(said);
    if (read === undefined) return undefined;
    const { usage: tokens, rule, details } = normalised(read) ?? {};
    return modelCall(agent, said, { usage: tokens, usageRule: rule, usageDetails: details, ...more.read(said) });
  });
}

/** A call of a model that failed. */
export const failedAnswerOf = (agent: CodingAgent): EventReader =>
  from(keys, (said) => modelCall(agent, said, failure(said)));

export const toolResultOf = (agent: CodingAgent): EventReader =>
  from(keys, (said) => {
    const tool = toolName.read(said);
    const failed = succeeded.read(said) === false ? failure(said) : {};
    const facts = { toolName: tool, toolCallId: toolCallId.read(said), ...failed };
    return { ...told(agent, "tool", said, facts), name: named("execute_tool", tool) };
  });

const nothingMore: Reader<Told> = from([], () => ({}));

function modelCall(agent: CodingAgent, said: Said, facts: Told): ToldCall {
  const used = model.read(said);
  const provider = used === undefined ? undefined : providerOfModel(used);
  return { ...told(agent, "llm", said, { model: used, provider, ...facts }), name: named("chat", used) };
}

function told(agent: CodingAgent, kind: Kind, said: Said, facts: Told): Omit<ToldCall, "name"> {
  const common = { sessionId: sessionId.read(said), userId: userId.read(said), agentName: agent.name };
  return {
    role: "call",
    facts: { dialect: agent.dialect, kind, counts: isCall(kind), ...common, ...facts },
    durationNanos: duration.read(said) ?? 0,
    promptId: promptId.read(said),
  };
}

const failure = (said: Said): Told => ({
  failed: true,
  errorType: errorType.read(said),
  errorMessage: errorMessage.read(said),
});

const named = (what: string, which: string | undefined) => (which === undefined ? what : `${what} ${which}`);
