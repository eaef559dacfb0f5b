import type { Message, Part } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import type { Turn } from "./thread-turns.ts";
import { turnsOf } from "./thread-turns.ts";

/** A call of a tool as its model asked for it, and what became of it. */
export interface ToolUse {
  readonly name: string;
  readonly arguments: unknown;
  /** Undefined while it is not known. */
  readonly result: unknown;
  /** The work itself, where it was recorded. */
  readonly span: Span | null;
}

/** What a card of a turn shows: words and media as they came, a tool with its result. */
export type Said =
  | { readonly type: "message"; readonly role: string; readonly parts: readonly Part[] }
  | { readonly type: "tool"; readonly use: ToolUse };

export interface TranscriptTurn {
  readonly type: "turn";
  readonly key: string;
  readonly startTime: string;
  readonly turn: Turn;
  readonly heard: readonly Said[];
  readonly answered: readonly Said[];
}

/** A tool that no model asked for where we saw it. */
export interface LoneTool {
  readonly type: "tool";
  readonly key: string;
  readonly startTime: string;
  readonly use: ToolUse;
}

export type TranscriptItem = TranscriptTurn | LoneTool;

/** A session as it is read: what each call added, each tool beside the answer that asked for it. */
export function transcriptOf(spans: readonly Span[]): readonly TranscriptItem[] {
  const turns = turnsOf(spans);
  const tools = spans.filter(({ kind, tool, duplicateOf }) => kind === "tool" && tool !== null && !duplicateOf);
  const asked = new AskedTools(tools, turns);
  const items: TranscriptItem[] = turns.map((turn) => {
    const answered = turn.output.flatMap((message) => asked.saidIn(message, turn.call));
    const { traceId, spanId, startTime } = turn.call;
    return {
      ...{ type: "turn", key: `${traceId}/${spanId}`, startTime, turn, answered },
      heard: turn.input.flatMap((message) => asked.heardIn(message)),
    };
  });
  const lone = asked.left().map((span): LoneTool => {
    const { traceId, spanId, startTime } = span;
    return { type: "tool", key: `${traceId}/${spanId}`, startTime, use: useOf(span) };
  });
  return byStart([...items, ...lone]);
}

function byStart(items: readonly TranscriptItem[]): readonly TranscriptItem[] {
  const timed = items.map((item, at) => ({ item, at, time: BigInt(item.startTime) }));
  timed.sort((one, other) => (one.time === other.time ? one.at - other.at : one.time < other.time ? -1 : 1));
  return timed.map(({ item }) => item);
}

function useOf(span: Span): ToolUse {
  const isOver = span.status !== "running";
  return {
    name: span.tool?.name || span.name,
    arguments: span.tool?.arguments ?? null,
    result: isOver ? (span.tool?.result ?? null) : undefined,
    span,
  };
}

/** Which work and which result belong to the calls that models asked for: by id, else by name in the order of time. */
class AskedTools {
  readonly #byId = new Map<string, Span>();
  readonly #byName = new Map<string, Span[]>();
  readonly #results = new Map<string, unknown>();
  readonly #shown = new Set<string>();
  readonly #left: Set<Span>;

  constructor(tools: readonly Span[], turns: readonly Turn[]) {
    this.#left = new Set(tools);
    for (const span of tools) {
      const id = span.tool?.callId;
      if (id && !this.#byId.has(id)) this.#byId.set(id, span);
      else if (!id) this.#byName.set(span.tool?.name ?? "", [...(this.#byName.get(span.tool?.name ?? "") ?? []), span]);
    }
    for (const { input, output } of turns) {
      for (const part of [...input, ...output].flatMap(({ parts }) => parts)) {
        if (part.type === "tool_result" && part.id !== null) this.#results.set(part.id, part.result);
        if (part.type === "tool_call" && part.id !== null) this.#shown.add(part.id);
      }
    }
  }

  /** What a call answered. Its words stay together; each tool is a card. */
  saidIn({ role, parts }: Message, call: Span): readonly Said[] {
    const words = parts.filter(({ type }) => type !== "tool_call" && type !== "tool_result");
    const uses = parts.flatMap((part) => (part.type === "tool_call" ? [this.#workOf(part, call)] : []));
    const said: Said[] = words.length > 0 ? [{ type: "message", role, parts: words }] : [];
    return [...said, ...uses.map((use): Said => ({ type: "tool", use }))];
  }

  /** What a call was told: results that stand beside the call they belong to are not told again. */
  heardIn({ role, parts }: Message): readonly Said[] {
    const left = parts.filter(
      (part) =>
        !((part.type === "tool_result" || part.type === "tool_call") && part.id !== null && this.#shown.has(part.id)),
    );
    if (left.length === 0 && parts.length > 0) return [];
    return [{ type: "message", role, parts: left }];
  }

  #workOf({ id, name, arguments: given }: Extract<Part, { type: "tool_call" }>, call: Span): ToolUse {
    const span = (id !== null && this.#byId.get(id)) || this.#nextOf(name, call);
    if (span) this.#left.delete(span);
    const told = id === null ? undefined : this.#results.get(id);
    const result = told ?? (span && span.status !== "running" ? span.tool?.result : undefined);
    return { name: name || span?.tool?.name || "a tool", arguments: given ?? span?.tool?.arguments, result, span };
  }

  #nextOf(name: string, { traceId, startTime }: Span): Span | null {
    const waiting = this.#byName.get(name);
    const at =
      waiting?.findIndex((span) => span.traceId === traceId && BigInt(span.startTime) >= BigInt(startTime)) ?? -1;
    return waiting?.splice(at, at < 0 ? 0 : 1)[0] ?? null;
  }

  left(): readonly Span[] {
    return [...this.#left];
  }
}
