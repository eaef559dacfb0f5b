import { formatCount, formatDuration, formatMoney } from "../../../receiver/src/format.ts";
import { type BoundName, boundNames, type ListSearch, type ManyName, manyNames } from "../search.ts";

/** How filters are called, in the order in which they are offered. */
export const filterLabels: Readonly<Record<ManyName, string>> = {
  status: "Status",
  agent: "Agent",
  model: "Model",
  tool: "Tool",
  user: "User",
  errorType: "Error",
  errorShape: "Error says",
  session: "Session",
  platform: "Platform",
  tag: "Tag",
  service: "Service",
  environment: "Environment",
  release: "Release",
  provider: "Provider",
  kind: "Kind of step",
  bot: "Bot",
  botType: "Bot type",
  endReason: "Ended",
};

const statusWords: ReadonlyMap<string, string> = new Map([
  ["error", "Failed"],
  ["ok", "Ok"],
  ["running", "Running"],
]);

/** A value of a filter as people read it. */
export const valueWords = (name: ManyName, value: string): string =>
  name === "status" ? (statusWords.get(value) ?? value) : value;

export function valuesOf(search: ListSearch, name: ManyName): readonly string[] {
  return [search[name] ?? []].flat();
}

/** With one value more, or without it when it is there. */
export function turned(search: ListSearch, name: ManyName, value: string): ListSearch {
  const values = valuesOf(search, name);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...search, [name]: next.length > 0 ? next : undefined };
}

/** Without anything that narrows, but in the same time and as it is shown. */
export function widened({ last, from, to, live, sort, order, cols }: ListSearch): ListSearch {
  return { last, from, to, live, sort, order, cols };
}

export interface Chip {
  readonly key: string;
  readonly text: string;
  /** The search without it. */
  readonly without: ListSearch;
}

/** What a list is narrowed to, each with the way out of it. */
export function chipsOf(search: ListSearch): readonly Chip[] {
  return [
    ...manyNames.flatMap((name) => valuesOf(search, name).map((value) => valueChip(search, name, value))),
    ...boundNames.flatMap((name) => boundChip(search, name)),
    ...(search.hasError === undefined ? [] : [failureChip(search)]),
    ...pairChips(search, "attr"),
    ...pairChips(search, "meta"),
  ];
}

export const isNarrowed = (search: ListSearch): boolean => search.q !== undefined || chipsOf(search).length > 0;

const valueChip = (search: ListSearch, name: ManyName, value: string): Chip => ({
  key: `${name} ${value}`,
  text: name === "status" ? valueWords(name, value) : `${filterLabels[name]}: ${value}`,
  without: turned(search, name, value),
});

const failureChip = (search: ListSearch): Chip => ({
  key: "hasError",
  text: search.hasError === "true" ? "With failed steps" : "Without failed steps",
  without: { ...search, hasError: undefined },
});

function pairChips(search: ListSearch, name: "attr" | "meta"): Chip[] {
  return (search[name] ?? []).map((pair) => ({
    key: `${name} ${pair}`,
    text: pair.replace("=", " = "),
    without: { ...search, [name]: search[name]?.filter((other) => other !== pair) },
  }));
}

interface BoundWords {
  readonly label: string;
  readonly unit: string;
  /** What somebody typed in that unit, as the receiver is asked; undefined for what is none. */
  readonly read: (typed: string) => string | undefined;
  readonly say: (value: string) => string;
}

const seconds = { unit: "seconds", read: readSeconds, say: (value: string) => formatDuration(Number(value)) };
const dollars = { unit: "US dollars", read: readDollars, say: formatMoney };
const counts = { unit: "tokens", read: readCount, say: (value: string) => formatCount(Number(value)) };

export const boundWords: Readonly<Record<BoundName, BoundWords>> = {
  minDuration: { label: "Took at least", ...seconds },
  maxDuration: { label: "Took at most", ...seconds },
  minCost: { label: "Cost at least", ...dollars },
  maxCost: { label: "Cost at most", ...dollars },
  minTokens: { label: "Tokens at least", ...counts },
  maxTokens: { label: "Tokens at most", ...counts },
  minErrors: { label: "Failed steps at least", ...counts, unit: "steps" },
};

function boundChip(search: ListSearch, name: BoundName): Chip[] {
  const value = search[name];
  if (value === undefined) return [];
  const { label, say } = boundWords[name];
  return [{ key: name, text: `${label} ${say(value)}`, without: { ...search, [name]: undefined } }];
}

function readSeconds(typed: string): string | undefined {
  const told = /^(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(typed.trim());
  return told ? String(BigInt(told[1] ?? 0) * 1_000_000_000n + BigInt((told[2] ?? "").padEnd(9, "0"))) : undefined;
}

function readDollars(typed: string): string | undefined {
  const amount = typed.trim().replace(/^\$/, "").replace(",", ".");
  return /^\d{1,12}(\.\d{1,12})?$/.test(amount) ? amount : undefined;
}

function readCount(typed: string): string | undefined {
  const count = typed.trim();
  return /^\d{1,18}$/.test(count) ? count : undefined;
}
