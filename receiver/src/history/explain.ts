import { isDeepStrictEqual } from "node:util";
import { explainFacts, type Source } from "../dialects/explain.ts";
import type { CostLine } from "../model/cost.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import type { LedgerWord, OriginOfFacts } from "../store/again/read-origin-of-facts.ts";
import type { Telling } from "../store/again/read-tellings.ts";
import type { SpanQuery } from "../store/queries/read-span.ts";
import { explainEvent } from "./explain-event.ts";
import { saidBy } from "./read-again.ts";

/** What explaining a span needs from elsewhere. */
export interface ExplainOptions {
  readonly readOriginOfFacts: (query: SpanQuery) => Promise<OriginOfFacts | null>;
  readonly rulesOf: (project: string) => readonly MappingRule[];
}

/** For each fact of a span, where it came from; for its cost also the arithmetic. */
export type Explanation = Readonly<Record<string, Source & { readonly lines?: readonly CostLine[] }>>;

export async function explain(options: ExplainOptions, query: SpanQuery): Promise<Explanation | null> {
  const origin = await options.readOriginOfFacts(query);
  if (origin === null) return null;
  const own = ofTelling(origin.telling, options.rulesOf(query.project));
  const told = { ...own, ...ofLenders(origin, own, options.rulesOf(query.project)) };
  return {
    ...told,
    ...ofResource(origin),
    ...ofFamily(origin),
    ...(origin.entry && ofLedger(origin.entry, told)),
  };
}

function ofTelling(telling: Telling, rules: readonly MappingRule[]): Explanation {
  return telling.signal === "log" ? explainEvent(telling) : explainFacts(saidBy(telling), rules);
}

/** What one telling of a call may take over from another, by the names of what is explained. */
const lent = [
  "tokens",
  "provider",
  "model",
  "responseModel",
  "responseId",
  "tier",
  "reportedCost",
  "toolName",
  "toolCallId",
  "errorType",
  "errorMessage",
  "finishReasons",
  "firstTokenNanos",
] as const;

/** What the span does not say itself, or less of, and another telling of the same call does. */
function ofLenders({ lenders, entry }: OriginOfFacts, own: Explanation, rules: readonly MappingRule[]): Explanation {
  const taken: Record<string, Explanation[string]> = {};
  for (const lender of lenders) {
    const theirs = ofTelling(lender, rules);
    for (const name of lent) {
      const source = theirs[name];
      if (source === undefined || taken[name] !== undefined || !isTaken(name, source, own, entry)) continue;
      const rule = `told by span ${lender.span.spanId}, which tells of the same call: ${source.rule}`;
      taken[name] = { ...source, rule };
    }
  }
  return taken;
}

function isTaken(name: string, source: Source, own: Explanation, entry: LedgerWord | undefined): boolean {
  const ours = own[name];
  if (ours === undefined) return true;
  if (name !== "tokens") return false;
  return !isDeepStrictEqual(ours.value, entry?.usage) && isDeepStrictEqual(source.value, entry?.usage);
}

const resourceFacts = {
  sessionId: ["session.id"],
  userId: ["user.id"],
  environment: ["deployment.environment.name", "deployment.environment"],
  release: ["service.version"],
} as const;

/** Facts that only the resource tells. */
function ofResource({ telling }: OriginOfFacts): Explanation {
  const { facts, span, signal } = telling;
  if (signal === "log") return {};
  const own = explainFacts(saidBy(telling));
  return Object.fromEntries(
    Object.entries(resourceFacts).flatMap(([name, keys]) => {
      const key = keys.find((one) => span.resource[one] !== undefined);
      const value = facts[name as keyof typeof resourceFacts];
      if (key === undefined || value === "" || own[name] !== undefined) return [];
      return [[name, { value, attributes: [key], reader: "resource", rule: "said of all spans of the process" }]];
    }),
  );
}

function ofFamily({ inheritedFrom, telling: { span } }: OriginOfFacts): Explanation {
  return Object.fromEntries(
    Object.entries(inheritedFrom).map(([name, from]) => {
      const value = span[name as keyof typeof span];
      const rule = `inherited from span ${from}, the nearest above that says it`;
      return [name, { value, attributes: [], reader: "ledger", rule }];
    }),
  );
}

function ofLedger(entry: LedgerWord, told: Explanation): Explanation {
  const keeper = entry.duplicateOf === null ? "" : `; span ${entry.duplicateOf} counts in its place`;
  const counted = entry.counts ? "a call, told by no other span" : `${entry.why}${keeper}`;
  return {
    countsTowardTotals: { value: entry.counts, attributes: [], reader: "ledger", rule: counted },
    ...(entry.counts && { cost: costOf(entry, told) }),
  };
}

const costRules: Readonly<Record<LedgerWord["costSource"], (entry: LedgerWord) => string>> = {
  none: () => "no price is known for this model and day, or nobody told tokens",
  failed: () => "the call was refused before it used anything: there is nothing to pay for",
  reported: () => "told by the library; split as the price list would, where it knows the model",
  computed: ({ priceVersion }) => `tokens by the prices of ${priceVersion}, as of the day of the call`,
  estimated: ({ priceVersion, estimatedInput, estimatedOutput }) =>
    `the provider told no tokens: ${estimatedInput} in and ${estimatedOutput} out were counted by a tokenizer, by the prices of ${priceVersion}`,
};

/** A reported cost was told by some attribute, of the span itself or of another telling of the call. */
function costOf(entry: LedgerWord, { reportedCost }: Explanation): Explanation[string] {
  const { costSource, cost, costLines } = entry;
  const isKnown = costSource !== "none" && costSource !== "failed";
  const value = isKnown ? cost : null;
  const reader = isKnown ? costSource : "ledger";
  const told = costSource === "reported" ? reportedCost : undefined;
  const rule = told === undefined ? costRules[costSource](entry) : `${costRules[costSource](entry)}; ${told.rule}`;
  return { value, attributes: told?.attributes ?? [], reader, rule, lines: costLines };
}
