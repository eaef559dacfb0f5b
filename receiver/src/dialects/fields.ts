import type { Fields, Said } from "./dialect.ts";
import { failedStatus } from "./failed-status.ts";
import { canonicalProvider, providerOfModel, vendorOfHost } from "./providers.ts";
import { first, flag, from, list, mapped, member, number, type Reader, text, textAt, wholeNumber } from "./readers.ts";

const modelKeys = [
  "gen_ai.request.model",
  "llm.request.model_name",
  "ai.model.id",
  "langfuse.observation.model.name",
  "langfuse.observation.model",
  "llm.model_name",
  "embedding.model_name",
  "reranker.model_name",
  "langsmith.metadata.ls_model_name",
];

/** Where applications note by themselves whose work it is, under names that are nobody's convention. */
const notes = [
  "ai.telemetry.metadata.",
  "ai.settings.context.",
  "traceloop.association.properties.",
  "lmnr.association.properties.",
  "mastra.metadata.",
  "langsmith.metadata.",
];
const sessionNames = [
  "sessionId",
  "session_id",
  "chat_id",
  "conversationId",
  "conversation_id",
  "threadId",
  "thread_id",
];
const userNames = ["userId", "user_id"];
const noted = (names: readonly string[]) => notes.flatMap((prefix) => names.map((name) => prefix + name));
const inMetadata = (names: readonly string[]) => first(...names.map((name) => textAt(["metadata"], name)));

const currency = text(
  "gen_ai.usage.cost.currency",
  "gen_ai.usage.cost_currency",
  "gen_ai.usage.currency",
  "gen_ai.cost.currency",
  "llm.cost.currency",
  "cost.currency",
  "cost_currency",
  "currency",
);

/** Where each fact is found, whichever library wrote it: the first that says something holds. */
export const fields: Fields = {
  sessionId: first(
    text(
      "gen_ai.conversation.id",
      "session.id",
      "langfuse.session.id",
      ...noted(sessionNames),
      "spring.ai.chat.client.conversation.id",
      "conversation.id",
      "gcp.vertex.agent.session_id",
      "microsoft.session.id",
    ),
    inMetadata(sessionNames),
  ),
  userId: first(
    text(
      "user.id",
      "langfuse.user.id",
      "enduser.id",
      "gen_ai.user",
      "gen_ai.request.user",
      "llm.user",
      ...noted(userNames),
    ),
    inMetadata(userNames),
  ),
  agentName: text("gen_ai.agent.name", "agent.name", "agent_name", "lk.agent_label"),
  workflowName: text("gen_ai.workflow.name"),
  platform: text("spanwise.platform", "platform", "microsoft.channel.name", "ai.telemetry.metadata.platform"),
  environment: text(
    "langfuse.environment",
    "deployment.environment.name",
    "deployment.environment",
    "gen_ai.environment",
  ),
  release: text("langfuse.release"),
  tags: list(
    "tags",
    "langfuse.trace.tags",
    "langfuse.tags",
    "tag.tags",
    "ai.telemetry.metadata.tags",
    "ai.settings.context.tags",
    "traceloop.association.properties.tags",
    "lmnr.association.properties.tags",
    "mastra.tags",
    "logfire.tags",
    "agentops.tags",
  ),
  provider: first(
    mapped(text("gen_ai.provider.name"), canonicalProvider),
    mapped(text("gen_ai.system"), canonicalProvider),
    mapped(text("llm.provider"), canonicalProvider),
    mapped(text("llm.system"), canonicalProvider),
    mapped(text("ai.model.provider"), canonicalProvider),
    mapped(text("langsmith.metadata.ls_provider"), canonicalProvider),
    mapped(text(...modelKeys), providerOfModel),
    mapped(text("server.address"), vendorOfHost),
  ),
  model: text(...modelKeys),
  responseModel: text("gen_ai.response.model", "llm.response.model_name", "ai.response.model"),
  responseId: mapped(text("gen_ai.response.id", "ai.response.id"), idOf),
  tier: first(
    mapped(
      text("gen_ai.openai.response.service_tier", "openai.response.service_tier", "anthropic.response.service_tier"),
      tierOf,
    ),
    mapped(text("gen_ai.openai.request.service_tier", "openai.request.service_tier"), tierOf),
  ),
  reportedCost: inDollars(
    mapped(text("gen_ai.usage.cost", "gen_ai.usage.total_cost", "operation.cost", "llm.cost.total"), costText),
    mapped(textAt(["langfuse.observation.cost_details"], "total"), costText),
    mapped(textAt(["mlflow.llm.cost"], "total_cost"), costText),
    sumOf("gen_ai.usage.input_cost", "gen_ai.usage.output_cost"),
    sumOf("llm.cost.prompt", "llm.cost.completion"),
  ),
  finishReasons: list(
    "gen_ai.response.finish_reasons",
    "gen_ai.response.finish_reason",
    "llm.finish_reason",
    "ai.response.finishReason",
    "gen_ai.response.stop_reason",
    "llm.response.finish_reason",
    "llm.response.stop_reason",
    "stop_reason",
    "gen_ai.completion.0.finish_reason",
  ),
  streaming: flag(
    "gen_ai.request.stream",
    "llm.is_streaming",
    "gen_ai.request.is_stream",
    "gen_ai.request.streaming",
    "gen_ai.is_streaming",
    "langsmith.request.streaming",
  ),
  firstTokenNanos: first(
    seconds("gen_ai.response.time_to_first_chunk"),
    seconds("gen_ai.client.operation.time_to_first_chunk"),
    seconds("gen_ai.server.time_to_first_token"),
    seconds("gen_ai.streaming.time_to_first_token"),
    millis("ai.response.msToFirstChunk"),
    millis("ttft_ms"),
    seconds("lk.response.ttft"),
  ),
  toolName: text("gen_ai.tool.name", "ai.toolCall.name", "tool.name", "tool_name", "function_name"),
  toolCallId: text(
    "gen_ai.tool.call.id",
    "ai.toolCall.id",
    "tool.id",
    "tool_use_id",
    "call_id",
    "gen_ai.tool.call_id",
    "tool_call.id",
  ),
  failed: mapped(first(text("error.type"), failedStatus), () => true),
  errorType: text("error.type"),
  errorMessage: text("error.message"),
};

function seconds(key: string): Reader<number> {
  return mapped(number(key), (value) => nanos(value * 1e9));
}

export function millis(key: string): Reader<number> {
  return mapped(number(key), (value) => nanos(value * 1e6));
}

function nanos(told: number): number | undefined {
  const whole = Math.round(told);
  return Number.isSafeInteger(whole) && whole >= 0 ? whole : undefined;
}

function sumOf(inputKey: string, outputKey: string): Reader<string> {
  return from([inputKey, outputKey], (said) => {
    const input = said.number(inputKey);
    const output = said.number(outputKey);
    return input === undefined || output === undefined ? undefined : costText(String(input + output));
  });
}

const longestTime = 40;

/** A cost is in US dollars unless somebody says otherwise; what it was in dollars that day nobody says. */
function inDollars(...readers: readonly Reader<string>[]): Reader<string> {
  const cost = first(...readers);
  return from([...cost.keys, ...currency.keys], (said) => {
    const told = cost.read(said);
    if (told === undefined) return undefined;
    const word = currency.read(said)?.trim().toUpperCase() ?? "USD";
    return word === "USD" || word === "US$" || word === "$" ? told : undefined;
  });
}

/** A moment, as a date or as JSON text of one, told by how long after the span's start it was. */
export function sinceStart(key: string): Reader<number> {
  return from([key], (said) => {
    const told = said.text(key)?.replaceAll('"', "");
    const millis = told === undefined || told.length > longestTime ? Number.NaN : Date.parse(told);
    if (Number.isNaN(millis) || said.start === 0n) return undefined;
    const nanos = Number(BigInt(millis) * 1_000_000n - said.start);
    return nanos >= 0 && Number.isSafeInteger(nanos) ? nanos : undefined;
  });
}

/** What stands where an id should and is none, since calls that share an id are taken for one. */
const noIds: ReadonlySet<string> = new Set(["", "none", "null", "undefined", "unknown", "nan", "n/a", "-", "0"]);

function idOf(told: string): string | undefined {
  const id = told.trim();
  return noIds.has(id.toLowerCase()) ? undefined : id;
}

/** How the provider says it was bought; what is as usual goes without saying. */
export function tierOf(told: string): string | undefined {
  const tier = told.toLowerCase();
  return tier === "batch" || tier === "flex" || tier === "priority" ? tier : undefined;
}

/** A cost in dollars; a zero is what libraries write who know no price, so it says nothing. */
export function costText(told: string): string | undefined {
  const amount = told.trim().replace(/^\$ ?/, "");
  const cost = Number(amount);
  return Number.isFinite(cost) && cost > 0 ? amount : undefined;
}

/** Of the members that a map attribute holds, those that are numbers of tokens. */
export function counts(said: Said, key: string): ReadonlyMap<string, number> {
  const told = said.json(key);
  if (typeof told !== "object" || told === null) return new Map();
  const found = Object.keys(told).map((name) => [name, wholeNumber(member(told, name))] as const);
  return new Map(found.filter((entry): entry is [string, number] => entry[1] !== undefined));
}
