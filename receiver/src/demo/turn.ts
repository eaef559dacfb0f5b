import type { Agent, Model } from "./agents/agent.ts";
import { type Call, type Memory, remember, tellChat } from "./chat.ts";
import { maybeModelFailure, maybeToolFailure, rateLimited } from "./failures.ts";
import { assistant, type Message, type Part, toolResult, user } from "./message.ts";
import type { Random } from "./random.ts";
import { type Failure, log, type Scene, tell } from "./scene.ts";
import { fill, prose, type Topic } from "./text.ts";
import { tellTool } from "./tool.ts";

export interface Turn {
  readonly memory: Memory;
  readonly topic: Topic;
  readonly question: string;
  readonly parentSpanId: string | undefined;
  /** Tool calls before the answer. */
  readonly steps: number;
  /** How the turn goes; most go well. */
  readonly course?: "well" | "retry storm" | "cut short" | "still running";
  /** Unix milliseconds until which the last tool call keeps busy. */
  readonly busyUntil?: number | undefined;
  /** Work done inside the turn before the answer, such as that of sub-agents; gives what they said. */
  readonly within?: (spanId: string) => string | undefined;
}

export function memoryOf(agent: Agent, model: Model, topic: Topic, random: Random): Memory {
  const system = agent.system.map((line) => fill(line, topic, random)).join("\n");
  return { agent, model, system, messages: [], written: [] };
}

/** One `invoke_agent` span and all below it; gives the answer, or nothing when the turn failed or still runs. */
export function tellTurn(scene: Scene, turn: Turn): string | undefined {
  const { memory, topic } = turn;
  const { agent } = memory;
  const spanId = scene.random.hex(8);
  const start = scene.now;
  scene.now += scene.random.between(2, 9);
  remember(memory, user(turn.question));
  const told = turn.within?.(spanId);
  if (told) remember(memory, user(told));
  const failure = turn.course === "retry storm" ? storm(scene, turn, spanId) : loop(scene, turn, spanId);
  const running = turn.course === "still running";
  const answer = failure || running ? undefined : finalAnswer(scene, turn, spanId);
  scene.now += scene.random.between(1, 6);
  tell(scene, {
    agent,
    name: `invoke_agent ${agent.name}`,
    kind: turn.parentSpanId ? 1 : 2,
    spanId,
    parentSpanId: turn.parentSpanId,
    start,
    ...(!running && { end: scene.now }),
    attributes: {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.provider.name": memory.model.provider,
      "gen_ai.request.model": memory.model.model,
      "gen_ai.agent.name": agent.name,
      "gen_ai.agent.id": agent.id,
      "gen_ai.agent.description": agent.description,
      "gen_ai.conversation.id": scene.story.cast.sessionId,
      tags: scene.story.cast.tags,
      "gen_ai.input.messages": JSON.stringify([user(turn.question)]),
      ...(answer && { "gen_ai.output.messages": JSON.stringify([assistant({ type: "text", content: answer })]) }),
    },
    failure,
  });
  if (!running) log(scene, { agent, spanId, level: failure ? "ERROR" : "INFO", text: outcome(topic, failure) });
  return answer;
}

function outcome(topic: Topic, failure: Failure | undefined): string {
  return failure ? `turn failed: ${failure.message}` : `turn done, topic ${topic.order}`;
}

/** Thinks, calls a tool, reads its result, and again. */
function loop(scene: Scene, turn: Turn, parentSpanId: string): Failure | undefined {
  const { memory, topic } = turn;
  const { random } = scene;
  for (let step = 0; step < turn.steps; step++) {
    const tool = random.pick(memory.agent.tools);
    const callId = `call_${random.hex(6)}`;
    const input = tool.arguments(topic, random);
    const thought = fill(random.pick(memory.agent.thoughts), topic, random);
    const parts: Part[] = [{ type: "tool_call", id: callId, name: tool.name, arguments: input }];
    if (random.chance(0.6)) parts.unshift({ type: "text", content: thought });
    think(scene, { memory, parentSpanId, answer: assistant(...parts) });
    const last = step === turn.steps - 1;
    const running = last && turn.course === "still running";
    const busyUntil = last ? turn.busyUntil : undefined;
    const failure = running || busyUntil ? undefined : maybeToolFailure(random);
    const call = {
      agent: memory.agent,
      tool,
      callId,
      topic,
      parentSpanId,
      arguments: input,
      failure,
      running,
      busyUntil,
    };
    const result = tellTool(scene, call);
    if (running) return undefined;
    remember(memory, toolResult(callId, result));
  }
  return undefined;
}

function finalAnswer(scene: Scene, turn: Turn, parentSpanId: string): string {
  const { memory, topic } = turn;
  const { random } = scene;
  const content = prose(memory.agent.answers, random.lognormal(memory.agent.answerLength, 0.6), topic, random);
  const answer = assistant({ type: "text", content });
  think(scene, { memory, parentSpanId, answer, ...(turn.course === "cut short" && { finishReason: "length" }) });
  return content;
}

/** A model call that now and then fails first and is tried again. */
function think(scene: Scene, call: Call): void {
  const failure = maybeModelFailure(scene.random);
  if (failure) {
    tellChat(scene, { ...call, failure });
    log(scene, {
      agent: call.memory.agent,
      spanId: call.parentSpanId,
      level: "WARN",
      text: `model call failed (${failure.type}), trying again`,
    });
    scene.now += scene.random.lognormal(1200, 0.4);
  }
  tellChat(scene, call);
  remember(call.memory, call.answer);
}

/** The same call again and again, each refused, until the agent gives up. */
function storm(scene: Scene, turn: Turn, parentSpanId: string): Failure {
  const answer: Message = assistant();
  const tries = scene.random.between(8, 16);
  for (let attempt = 0; attempt < tries; attempt++) {
    tellChat(scene, { memory: turn.memory, parentSpanId, answer, failure: rateLimited });
    scene.now += Math.min(200 * 2 ** attempt, 8000);
  }
  return { type: "RetriesExhausted", message: `gave up after ${tries} tries: ${rateLimited.message}` };
}
