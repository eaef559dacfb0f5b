import { explainFacts, type Source } from "../dialects/explain.ts";
import type { CostLine } from "../model/cost.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import type { LedgerWord, OriginOfFacts } from "../store/again/read-origin-of-facts.ts";
import type { SpanQuery } from "../store/queries/read-span.ts";
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
  return {
    ...(origin.telling.signal === "log"
      ? toldByEvent(origin)
      : explainFacts(saidBy(origin.telling), options.rulesOf(query.project))),
    ...ofResource(origin),
    ...ofFamily(origin),
    ...(origin.entry && ofLedger(origin.entry)),
  };
}

/** A log event of a known name is read as a whole: what it tells of a call is told by it alone. */
function toldByEvent({ telling: { facts, span } }: OriginOfFacts): Explanation {
  const event = span.attributes["event.name"];
  const attributes = event === undefined ? [] : ["event.name"];
  const rule = `told by the log event ${typeof event === "string" ? event : span.name}`;
  const said = Object.entries(facts).filter(([, value]) => value !== "" && value !== null && value !== false);
  return Object.fromEntries(
    said.map(([name, value]) => [
      name === "usage" ? "tokens" : name,
      { value, attributes, reader: facts.dialect, rule },
    ]),
  );
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

function ofLedger(entry: LedgerWord): Explanation {
  const keeper = entry.duplicateOf === null ? "" : `; span ${entry.duplicateOf} counts in its place`;
  const counted = entry.counts ? "a call, told by no other span" : `${entry.why}${keeper}`;
  return {
    countsTowardTotals: { value: entry.counts, attributes: [], reader: "ledger", rule: counted },
    ...(entry.counts && { cost: costOf(entry) }),
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

function costOf(entry: LedgerWord): Explanation[string] {
  const { costSource, cost, costLines } = entry;
  const isKnown = costSource !== "none" && costSource !== "failed";
  const value = isKnown ? cost : null;
  const reader = isKnown ? costSource : "ledger";
  return { value, attributes: [], reader, rule: costRules[costSource](entry), lines: costLines };
}
