import type { Usage } from "../model/facts.ts";
import type { CostSource, SpeakerIds, TraceSummary } from "../model/ledger.ts";
import type { Draft } from "./draft.ts";
import { inTurns } from "./in-turns.ts";
import { added } from "./usages.ts";

/** What the entries that count add up to, and of whom the trace tells first, from the root downwards. */
export function* summaryOf(ordered: readonly Draft[]): Generator<undefined, TraceSummary> {
  const counting = ordered.filter(({ counts }) => counts);
  const shown = ordered.filter(({ hidden }) => !hidden);
  yield;
  const calls = { ...callsOf(counting), usage: usageOf(counting) };
  yield;
  const costs = { cost: costOf(counting), priceVersion: versionOf(counting) };
  yield;
  const whose = yield* whoseOf(shown);
  const errors = count(shown, ({ failed }) => failed);
  const running = count(shown, ({ state }) => state === "running");
  const speakers = speakersAmong(shown);
  return { ...calls, ...costs, ...whose, hidden: ordered.length - shown.length, errors, running, speakers };
}

function callsOf(counting: readonly Draft[]) {
  const calls = { llmCalls: 0, toolCalls: 0 };
  const from = { reported: 0, computed: 0, estimated: 0, failed: 0, none: 0 };
  for (const { kind, cost } of counting) {
    if (kind === "llm") calls.llmCalls += 1;
    if (kind === "tool") calls.toolCalls += 1;
    if (kind !== "tool" || cost.source !== "none") from[cost.source] += 1;
  }
  const { reported, computed, estimated, none } = from;
  return {
    ...calls,
    reportedCalls: reported,
    computedCalls: computed,
    estimatedCalls: estimated,
    unpricedCalls: none,
  };
}

function count(drafts: readonly Draft[], is: (draft: Draft) => boolean): number {
  let found = 0;
  for (const draft of drafts) if (is(draft)) found += 1;
  return found;
}

function usageOf(counting: readonly Draft[]): Usage | undefined {
  let sum: Usage | undefined;
  for (const { usage } of counting) sum = added(sum, usage);
  return sum;
}

function costOf(counting: readonly Draft[]): TraceSummary["cost"] {
  const sum = { total: 0n, input: 0n, output: 0n, cached: 0n, cacheWrite: 0n };
  for (const { cost } of counting) {
    if (!isKnown(cost.source)) continue;
    sum.total += cost.total;
    sum.input += cost.input;
    sum.output += cost.output;
    sum.cached += cost.cached;
    sum.cacheWrite += cost.cacheWrite;
  }
  return sum;
}

const isKnown = (source: CostSource) => source !== "none" && source !== "failed";

function versionOf(counting: readonly Draft[]): string {
  const versions = new Set(counting.filter(({ cost }) => isKnown(cost.source)).map(({ cost }) => cost.version));
  const [version = ""] = versions;
  return versions.size === 1 ? version : "";
}

/** By the first that says so: roots before the others, then by time. */
function* whoseOf(shown: readonly Draft[]) {
  const whose = { sessionId: "", userId: "", agentName: "", platform: "" };
  const tags = new Set<string>();
  yield* inTurns(shown.filter(isRoot).concat(shown), (draft) => {
    whose.sessionId ||= draft.sessionId;
    whose.userId ||= draft.userId;
    whose.agentName ||= draft.agentName;
    whose.platform ||= draft.platform;
    for (const tag of draft.tags) tags.add(tag);
  });
  return { ...whose, tags: [...tags].sort() };
}

const isRoot = ({ parentSpanId }: Draft) => parentSpanId === "";

function speakersAmong(shown: readonly Draft[]): SpeakerIds {
  const speaks = ({ kind, counts }: Draft) => kind === "llm" && counts;
  const outer = shown.find(({ kind }) => kind === "agent" || kind === "workflow");
  return {
    outer: outer?.spanId ?? "",
    firstCall: shown.find(speaks)?.spanId ?? "",
    lastCall: shown.findLast(speaks)?.spanId ?? "",
  };
}
