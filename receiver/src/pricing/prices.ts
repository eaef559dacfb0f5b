import type { Call, Priced } from "../model/cost.ts";
import { costOf, type Sheet, sheetOf } from "./arithmetic.ts";
import { isCount } from "./buckets.ts";
import type { OwnPriceBook } from "./own-prices.ts";
import { type Asked, ownRules, renamed } from "./own-rules.ts";
import { listed, priceListVersion } from "./price-list.ts";
import { holds, type Rule } from "./rule.ts";

/** Must answer the same object until the project's prices change: what was looked up is remembered by it. */
export type OwnPrices = (project: string) => OwnPriceBook;

export interface PriceBook {
  /**
   * What a call cost on its day: a project's own price first, then the published one. Undefined where there is no
   * price for something it used; nothing is guessed, and nothing is thrown.
   */
  price(call: Call): Priced | undefined;
  /** Of the published prices. A computed cost names its own. */
  readonly version: string;
}

/** A rule with its rates made ready. */
interface Ready {
  readonly rule: Rule;
  /** Largest first. */
  readonly steps: readonly { readonly over: number; readonly sheet: Sheet | undefined }[];
}
type Card = readonly Ready[];

/** Names come from the world: what is remembered of them is bounded. */
const mostCards = 10_000;
const longestKey = 1000;

export function openPriceBook(own: OwnPrices): PriceBook {
  const cards = new WeakMap<OwnPriceBook, Map<string, Card>>();
  const published = new Map<string, Card>();
  const cardsOf = (book: OwnPriceBook): Map<string, Card> => {
    if (book.prices.length === 0 && book.aliases.length === 0) return published;
    const known = cards.get(book) ?? new Map<string, Card>();
    cards.set(book, known);
    return known;
  };
  const cardFor = (call: Call): Card => {
    const book = own(call.project);
    const known = cardsOf(book);
    const key = keyOf(call);
    if (key.length > longestKey) return cardOf(call, book);
    const card = known.get(key);
    if (card !== undefined) return card;
    if (known.size >= mostCards) known.clear();
    const made = cardOf(call, book);
    known.set(key, made);
    return made;
  };
  return { version: priceListVersion, price: (call) => priceBy(call, cardFor(call)) };
}

function keyOf({ provider = "", responseModel = "", model = "", tier = "" }: Call): string {
  return `${provider}\0${responseModel}\0${model}\0${tier}`;
}

function priceBy(call: Call, card: Card): Priced | undefined {
  if (!isCounted(call)) return undefined;
  const ready = card.find(({ rule }) => holds(rule, call.at));
  if (ready === undefined) return undefined;
  const { input, cached, cacheWrite } = call.usage;
  const size = Math.max(input, cached + cacheWrite);
  const sheet = ready.steps.find(({ over }) => over === 0 || size > over)?.sheet;
  return sheet && costOf(call, sheet);
}

function isCounted({ usage }: Call): boolean {
  if (!isCount(usage.input) || !isCount(usage.output) || !isCount(usage.reasoning)) return false;
  return isCount(usage.cached) && isCount(usage.cacheWrite);
}

/** The response names the model that answered, so it is asked for first; then what was requested. */
function cardOf(call: Call, { prices, aliases }: OwnPriceBook): Card {
  const said = [call.responseModel, call.model].flatMap((model) => {
    return model === undefined || model === "" ? [] : [{ provider: call.provider, model }];
  });
  const names: Asked[] = [...said.flatMap((name) => renamed(aliases, name) ?? []), ...said];
  const own = [...said, ...names].flatMap((name) => ownRules(prices, name, call.tier));
  return [...own, ...(firstListed(names, call.tier) ?? [])].map(ready);
}

function ready(rule: Rule): Ready {
  const steps = rule.steps.map(({ over, rates }) => ({ over, sheet: rates && sheetOf(rates, rule.version) }));
  return { rule, steps: steps.reverse() };
}

function firstListed(names: readonly Asked[], tier: string | undefined): readonly Rule[] | undefined {
  for (const { provider, model } of names) {
    const rules = listed({ provider, model, tier });
    if (rules !== undefined) return rules;
  }
  return undefined;
}
