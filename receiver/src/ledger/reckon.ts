import type { Reckoned, Reckoning, SlimSpan } from "../model/ledger.ts";
import { type Draft, draftOf, keeperOf } from "./draft.ts";
import { topDown } from "./family.ts";
import { inTurns, sortedInTurns } from "./in-turns.ts";
import { inherit } from "./inherit.ts";
import { matchLogs } from "./match-logs.ts";
import { price } from "./price.ts";
import { joinNested, joinResponses } from "./same-calls.ts";
import { summaryOf } from "./summary.ts";
import { discountSums } from "./sums-below.ts";
import { discountToldElsewhere } from "./told-elsewhere.ts";

/** Rules that look at every draft in detail take them in turns. */
type Rule = (ordered: readonly Draft[], how: Reckoning) => Generator<undefined, void> | void;

/**
 * Order matters: events are joined before spans are compared, since what they add is compared too; sums are looked for
 * among what is left of double tellings; and only what still counts has a price.
 */
const rules: readonly Rule[] = [
  inherit,
  matchLogs,
  joinNested,
  joinResponses,
  discountSums,
  discountToldElsewhere,
  price,
];

/** Reckons one trace from the newest telling of each of its spans, whatever order they come in. */
export function* reckon(spans: readonly SlimSpan[], how: Reckoning): Generator<undefined, Reckoned> {
  const told: Draft[] = [];
  yield* inTurns(spans, (span) => void told.push(draftOf(span)));
  const drafts = yield* sortedInTurns(told, byTime);
  const ordered = yield* topDown(drafts);
  for (const rule of rules) {
    yield;
    yield* rule(ordered, how) ?? [];
  }
  yield;
  const entries: Draft[] = [];
  yield* inTurns(drafts, (draft) => {
    draft.duplicateOf = keeperOf(draft)?.spanId ?? "";
    if (hasSomethingToSay(draft)) entries.push(draft);
  });
  return { entries, summary: yield* summaryOf(drafts) };
}

function byTime(one: Draft, other: Draft): number {
  if (one.start !== other.start) return one.start < other.start ? -1 : 1;
  return one.spanId < other.spanId ? -1 : 1;
}

const plainKinds: ReadonlySet<string> = new Set(["span", "http", "db"]);

function hasSomethingToSay(draft: Draft): boolean {
  if (!plainKinds.has(draft.kind) || draft.signal === "log") return true;
  const { sessionId, userId, agentName, workflowName, platform, tags } = draft;
  return tags.length > 0 || (sessionId || userId || agentName || workflowName || platform) !== "";
}
