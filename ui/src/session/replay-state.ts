import { dollars, picoDollars } from "../../../receiver/src/model/cost.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { hasCost } from "../trace/has-cost.ts";
import type { Said, ToolUse, TranscriptItem } from "./transcript.ts";

/** A session as it stood at one moment. */
export interface ReplayState {
  /** What was said so far; an answer and a result only once they were there. */
  readonly said: readonly TranscriptItem[];
  /** What was at work, by its start. */
  readonly underWay: readonly Span[];
  readonly sums: ReplaySums;
}

export interface ReplaySums {
  readonly calls: number;
  readonly tools: number;
  readonly failed: number;
  readonly tokens: number;
  /** A decimal string. */
  readonly dollars: string;
  readonly isEstimated: boolean;
  /** Calls that were over and of which nobody knows the cost. */
  readonly unknown: number;
}

/** `at` is a Unix time in nanoseconds. A step that still runs is under way at every moment after its start. */
export function replayAt(items: readonly TranscriptItem[], spans: readonly Span[], at: bigint): ReplayState {
  const begun = spans.filter(({ startTime }) => BigInt(startTime) <= at);
  const over = begun.filter((span) => isOver(span, at));
  return {
    said: items.filter(({ startTime }) => BigInt(startTime) <= at).map((item) => itemAt(item, at)),
    underWay: begun.filter((span) => !isOver(span, at) && works.has(span.kind)),
    sums: sumsOf(over),
  };
}

/** What is told as being at work; agents and workflows only hold it together, but say who is. */
const works: ReadonlySet<string> = new Set([
  ...["agent", "llm", "tool", "retrieval", "embedding", "rerank", "memory", "guardrail", "evaluator"],
]);

function isOver({ endTime }: Span, at: bigint): boolean {
  return endTime !== null && BigInt(endTime) <= at;
}

function itemAt(item: TranscriptItem, at: bigint): TranscriptItem {
  if (item.type === "tool") return { ...item, use: toolAt(item.use, at) };
  const { call } = item.turn;
  if (!isOver(call, at)) return { ...item, answered: [], turn: { ...item.turn, call: underWay(call) } };
  return { ...item, answered: item.answered.map((said) => saidAt(said, at)) };
}

/** A step as it is told before it is over. */
function underWay(span: Span): Span {
  return { ...span, status: "running", endTime: null, durationNanos: null, error: null, tokens: null, cost: null };
}

function saidAt(said: Said, at: bigint): Said {
  return said.type === "tool" ? { ...said, use: toolAt(said.use, at) } : said;
}

function toolAt(use: ToolUse, at: bigint): ToolUse {
  if (use.span === null || isOver(use.span, at)) return use;
  return { ...use, result: undefined, span: underWay(use.span) };
}

function sumsOf(over: readonly Span[]): ReplaySums {
  const counted = over.filter(({ countsTowardTotals }) => countsTowardTotals);
  const priced = counted.filter(hasCost);
  const pico = priced.reduce((sum, { cost }) => sum + (picoDollars(cost?.total) ?? 0n), 0n);
  return {
    calls: counted.filter(({ kind }) => kind === "llm").length,
    tools: counted.filter(({ kind }) => kind === "tool").length,
    failed: over.filter(({ status }) => status === "error").length,
    tokens: counted.reduce((sum, { tokens }) => sum + (tokens?.total ?? 0), 0),
    dollars: dollars(pico),
    isEstimated: priced.some(({ cost }) => cost?.source === "estimated"),
    unknown: priced.filter(({ cost, noCostBecause }) => cost === null && noCostBecause !== "failed").length,
  };
}
