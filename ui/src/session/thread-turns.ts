import type { Message, Part } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";

/** What one call of a model added to what was said before it in its conversation. */
export interface Turn {
  readonly call: Span;
  /** The system prompt, where it is another than before. */
  readonly system: { readonly text: string; readonly before: string | null } | null;
  readonly input: readonly Message[];
  readonly output: readonly Message[];
  /** All of its input was sent before, and nothing more. */
  readonly isAskedAgain: boolean;
}

/** A conversation that goes on: agents send all of it with each call. */
interface Thread {
  readonly agent: string;
  system: string | null;
  /** How often each message stands in it. */
  said: Map<string, number>;
  inputLength: number;
}

/** Conversations that are looked at for what a call goes on from. */
const mostOpen = 24;

/** Of calls in the order of their start, those that count: what each added. */
export function turnsOf(spans: readonly Span[]): readonly Turn[] {
  const calls = spans.filter(({ kind }) => kind === "llm");
  const open: Thread[] = [];
  const prompts = new Map<string, string>();
  return calls
    .filter(({ duplicateOf, notCountedBecause }) => !duplicateOf && notCountedBecause !== "wrapper")
    .map((call) => {
      const agent = call.agentName ?? "";
      const keys = call.input.map(keyOf);
      const { thread, isFound } = threadOf(open, agent, call, keys);
      const isNew = newIn(thread.said, keys);
      const input = call.input.filter((_, at) => isNew[at]);
      const before = prompts.get(agent) ?? null;
      const system = call.system !== null && call.system !== before ? { text: call.system, before } : null;
      if (call.system !== null) prompts.set(agent, call.system);
      hear(thread, [...keys, ...call.output.map(keyOf)]);
      thread.inputLength = keys.length;
      thread.system = call.system;
      return {
        call,
        system,
        input,
        output: call.output,
        isAskedAgain: isFound && keys.length > 0 && input.length === 0,
      };
    });
}

function threadOf(open: Thread[], agent: string, call: Span, keys: readonly string[]) {
  const found = open
    .map((thread) => ({ thread, known: thread.agent === agent ? knownIn(thread, keys) : 0 }))
    .filter(({ thread, known }) => known > 0 && known >= thread.inputLength / 2)
    .reduce<{ thread: Thread; known: number } | null>(
      (best, one) => (best && best.known >= one.known ? best : one),
      null,
    );
  if (found) {
    open.splice(open.indexOf(found.thread), 1);
    open.unshift(found.thread);
    return { thread: found.thread, isFound: true };
  }
  const thread: Thread = { agent, system: call.system, said: new Map(), inputLength: 0 };
  open.unshift(thread);
  open.length = Math.min(open.length, mostOpen);
  return { thread, isFound: false };
}

function knownIn({ said }: Thread, keys: readonly string[]): number {
  return newIn(said, keys).filter((isNew) => !isNew).length;
}

/** A message that stands in a call more often than it was said before is new there. */
function newIn(said: ReadonlyMap<string, number>, keys: readonly string[]): readonly boolean[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count > (said.get(key) ?? 0);
  });
}

function hear({ said }: Thread, keys: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [key, count] of counts) said.set(key, Math.max(count, said.get(key) ?? 0));
}

/** Alike for a message as it was answered and as it is sent back: ids, space around it and reasoning may differ. */
function keyOf({ role, parts }: Message): string {
  return JSON.stringify([role === "model" ? "assistant" : role, parts.flatMap(partKey)]);
}

function partKey(part: Part): readonly unknown[] {
  if (part.type === "reasoning") return [];
  if (part.type === "text") return part.text.trim() === "" ? [] : [part.text.trim()];
  if (part.type === "tool_call") return [["call", part.id ?? [part.name, part.arguments]]];
  if (part.type === "tool_result") return [["result", part.id ?? part.result]];
  return [[part.modality, part.mimeType, part.uri]];
}
