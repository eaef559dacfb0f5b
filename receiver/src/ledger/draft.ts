import type { Entry, EntryCost, NotCounted, SlimSpan } from "../model/ledger.ts";

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** An entry while the rules still change it. */
export interface Draft extends Mutable<Entry> {
  above: Draft | undefined;
  depth: number;
  /** The draft of the same call that may count in its place. */
  keeper: Draft | undefined;
}

export const noCost: EntryCost = {
  source: "none",
  total: 0n,
  input: 0n,
  output: 0n,
  cached: 0n,
  cacheWrite: 0n,
  version: "",
  lines: [],
};

const noEstimate = { input: 0, output: 0 };

/** Each field by its name: the engine makes such objects many times faster than copies with more to them. */
export function draftOf(span: SlimSpan): Draft {
  const why = whyNot(span);
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    start: span.start,
    duration: span.duration,
    state: span.state,
    failed: span.failed,
    signal: span.signal,
    kind: span.kind,
    dialect: span.dialect,
    service: span.service,
    scope: span.scope,
    environment: span.environment,
    sessionId: span.sessionId,
    userId: span.userId,
    agentName: span.agentName,
    workflowName: span.workflowName,
    platform: span.platform,
    tags: span.tags,
    provider: span.provider,
    model: span.model,
    responseModel: span.responseModel,
    responseId: span.responseId,
    usage: span.usage,
    details: span.details,
    tier: span.tier,
    reportedCost: span.reportedCost,
    counts: span.counts && why === "",
    toolName: span.toolName,
    toolCallId: span.toolCallId,
    errorType: span.errorType,
    errorMessage: span.errorMessage,
    finishReasons: span.finishReasons,
    firstToken: span.firstToken,
    received: span.received,
    retention: span.retention,
    why,
    duplicateOf: "",
    hidden: false,
    adopted: false,
    cost: noCost,
    estimated: noEstimate,
    above: undefined,
    depth: 0,
    keeper: undefined,
  };
}

/** What a real call can be of: totals are made from these kinds alone. */
const callKinds: ReadonlySet<string> = new Set(["llm", "embedding", "rerank", "tool"]);

export const isCallKind = (kind: string): boolean => callKinds.has(kind);

function whyNot(span: SlimSpan): NotCounted | "" {
  if (!callKinds.has(span.kind)) return span.usage || span.reportedCost !== "" ? "wrapper" : "not a call";
  return span.counts ? "" : "view";
}

/** It does not count any more; `keeper` does in its place, when there is one. */
export function discount(draft: Draft, why: NotCounted, keeper?: Draft): void {
  draft.counts = false;
  draft.why = why;
  draft.keeper = keeper;
}

/** The span that counts for this one in the end. */
export function keeperOf(draft: Draft): Draft | undefined {
  let keeper = draft.keeper;
  for (let steps = 0; keeper?.keeper !== undefined && steps < 64; steps += 1) keeper = keeper.keeper;
  return keeper;
}
