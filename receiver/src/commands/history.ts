import type { History } from "../api/history.ts";
import { explain } from "../history/explain.ts";
import { reprice } from "../history/reprice.ts";
import { reread } from "../history/reread.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import { readOriginOfFacts } from "../store/again/read-origin-of-facts.ts";
import { readPricedCalls } from "../store/again/read-priced-calls.ts";
import { readTellings } from "../store/again/read-tellings.ts";
import { rewriteFacts } from "../store/again/rewrite-facts.ts";
import { settle } from "../store/settle.ts";
import type { Reckoner } from "../store/settle-traces.ts";
import type { Store } from "../store/store.ts";

export interface HistoryParts {
  readonly store: Store;
  readonly reckoner: Reckoner;
  readonly mappingRules: (project: string) => readonly MappingRule[];
  /** Of the text of a fact, in characters. */
  readonly longestText: number;
}

/** What is stored can be read and priced again. */
export function openHistory({ store, reckoner, mappingRules, longestText }: HistoryParts): History {
  const rereading = {
    readTellings: readTellings.bind(undefined, store),
    rewriteFacts: rewriteFacts.bind(undefined, store),
    settle: (touched: Parameters<typeof settle>[1]) => settle(store, touched, reckoner),
    rulesOf: mappingRules,
    longestText,
  };
  const repricing = {
    readPricedCalls: readPricedCalls.bind(undefined, store),
    price: reckoner.price,
    settleAnew: (touched: Parameters<typeof settle>[1]) => settle(store, touched, reckoner, { anew: true }),
  };
  const explaining = { readOriginOfFacts: readOriginOfFacts.bind(undefined, store), rulesOf: mappingRules };
  return {
    price: reckoner.price,
    explain: explain.bind(undefined, explaining),
    reread: reread.bind(undefined, rereading),
    reprice: reprice.bind(undefined, repricing),
  };
}
