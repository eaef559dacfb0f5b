import type { Agent, Model } from "./agents/agent.ts";
import { tellGateway } from "./gateway.ts";
import { type Message, tokensOf } from "./message.ts";
import { type Failure, type Scene, tell } from "./scene.ts";

/** What an agent knows in one session: its instructions and all that was said, sent again with each call. */
export interface Memory {
  readonly agent: Agent;
  readonly model: Model;
  readonly system: string;
  readonly messages: Message[];
  /** The messages as JSON, so that long histories are not written out anew for each call. */
  readonly written: string[];
}

export function remember(memory: Memory, message: Message): void {
  memory.messages.push(message);
  memory.written.push(JSON.stringify(message));
}

export interface Call {
  readonly memory: Memory;
  readonly parentSpanId: string;
  readonly answer: Message;
  readonly failure?: Failure | undefined;
  readonly finishReason?: string;
  /** Started and not yet over. */
  readonly running?: boolean;
}

/** One model call: its span, its use, and the time it takes on the scene's clock. */
export function tellChat(scene: Scene, call: Call): void {
  const { memory, failure } = call;
  const { agent, model } = memory;
  const use = useOf(scene, call);
  const spanId = scene.random.hex(8);
  const start = scene.now;
  if (!call.running) scene.now += use.millis;
  if (!call.running) tellGateway(scene, { agent, model, use, failure, parentSpanId: spanId, start });
  tell(scene, {
    agent,
    name: `chat ${model.model}`,
    kind: 3,
    spanId,
    parentSpanId: call.parentSpanId,
    start,
    ...(!call.running && { end: scene.now }),
    attributes: {
      ...requestAttributes(memory, use.streaming),
      ...(!failure && !call.running && answerAttributes(call, use)),
    },
    failure,
  });
  if (call.running) return;
  scene.story.uses.push({
    agent,
    operation: "chat",
    provider: model.provider,
    model: model.model,
    errorType: failure?.type,
    at: scene.now,
    seconds: use.millis / 1000,
    input: failure || use.isForgotten ? 0 : use.input,
    output: failure || use.isForgotten ? 0 : use.output,
  });
}

function requestAttributes(memory: Memory, streaming: boolean) {
  const { agent, model } = memory;
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": model.provider,
    "gen_ai.request.model": model.model,
    "gen_ai.request.max_tokens": 4096,
    "gen_ai.request.temperature": agent.name === "coder" ? 0 : 0.4,
    "gen_ai.request.stream": streaming,
    "gen_ai.agent.name": agent.name,
    "server.address": model.host,
    "server.port": 443,
    "gen_ai.system_instructions": JSON.stringify([{ type: "text", content: memory.system }]),
    "gen_ai.input.messages": `[${memory.written.join(",")}]`,
  };
}

function answerAttributes(call: Call, use: ModelUse) {
  const { model } = call.memory;
  const reason =
    call.finishReason ?? (call.answer.parts.some((part) => part.type === "tool_call") ? "tool_call" : "stop");
  return {
    "gen_ai.response.id": use.responseId,
    "gen_ai.response.model": model.responseModel,
    "gen_ai.response.finish_reasons": [reason],
    ...(!use.isForgotten && usageAttributes(use)),
    ...(use.streaming && { "gen_ai.response.time_to_first_chunk": use.firstChunkMillis / 1000 }),
    "gen_ai.output.messages": JSON.stringify([{ ...call.answer, finish_reason: reason }]),
  };
}

function usageAttributes(use: ModelUse) {
  return {
    "gen_ai.usage.input_tokens": use.input,
    "gen_ai.usage.output_tokens": use.output,
    ...(use.cached > 0 && { "gen_ai.usage.cache_read.input_tokens": use.cached }),
    ...(use.cacheWrite > 0 && { "gen_ai.usage.cache_creation.input_tokens": use.cacheWrite }),
    ...(use.reasoning > 0 && { "gen_ai.usage.reasoning.output_tokens": use.reasoning }),
  };
}

type ModelUse = ReturnType<typeof useOf>;

function useOf(scene: Scene, { memory, answer, failure }: Call) {
  const { random } = scene;
  const { model } = memory;
  const prompt = memory.written.reduce((length, text) => length + text.length, memory.system.length);
  const input = Math.ceil(prompt / 4) + 12;
  const reasoning = model.model === "gpt-5" || model.model === "gemini-2.5-pro" ? random.between(40, 600) : 0;
  const output = tokensOf(JSON.stringify(answer.parts)) + reasoning;
  const cached = memory.messages.length > 1 ? Math.floor(input * random.pick([0, 0.6, 0.8, 0.9])) : 0;
  const streaming = memory.agent.platforms.includes("web");
  const firstChunkMillis = random.lognormal(420, 0.5) + input * 0.02;
  return {
    input,
    output,
    cached,
    cacheWrite: model.provider === "anthropic" ? Math.floor((input - cached) * 0.8) : 0,
    reasoning,
    streaming,
    isForgotten: model.forgetsUsage === true && streaming && random.chance(0.12),
    responseId: `resp_${random.hex(8)}`,
    firstChunkMillis,
    millis: failure
      ? failureMillis(failure, random.lognormal(300, 0.4))
      : firstChunkMillis + (output / model.speed) * 1000,
  };
}

function failureMillis(failure: Failure, usual: number): number {
  return failure.type === "timeout" ? 30_000 + usual : usual;
}
