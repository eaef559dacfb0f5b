import { type EndReason, endReasons } from "../../receiver/src/model/session.ts";
import { type Kind, kinds, type Status, statuses } from "../../receiver/src/model/span.ts";

/** What a page's URL may say. Everything is optional; what is left out has its default. */
export interface TimeSearch {
  readonly last?: Range;
  /** Moments in ISO 8601. With either of them `last` says nothing. */
  readonly from?: string;
  readonly to?: string;
  readonly live?: "off";
}

export const manyNames = [
  ...(["status", "agent", "model", "tool", "user", "errorType", "errorShape", "session", "platform", "tag"] as const),
  ...(["service", "environment", "release", "provider", "kind", "bot", "botType", "endReason"] as const),
] as const;
/** What lists are narrowed by: of one name any value will do, all names must hold. */
export type ManyName = (typeof manyNames)[number];

export const boundNames = [
  ...(["minDuration", "maxDuration", "minCost", "maxCost", "minTokens", "maxTokens", "minErrors"] as const),
] as const;
/** Nanoseconds, US dollars and counts, as the receiver is asked for them. */
export type BoundName = (typeof boundNames)[number];

type OneOrMore<Value> = Value | readonly Value[];
type Plain = Exclude<ManyName, "status" | "kind" | "endReason">;

export interface ListSearch
  extends TimeSearch,
    Readonly<Partial<Record<Plain, OneOrMore<string>>>>,
    Readonly<Partial<Record<BoundName, string>>> {
  readonly status?: OneOrMore<Status>;
  readonly kind?: OneOrMore<Kind>;
  readonly endReason?: OneOrMore<EndReason>;
  readonly hasError?: "true" | "false";
  readonly q?: string;
  /** `key=value`, each must hold. */
  readonly attr?: readonly string[];
  readonly meta?: readonly string[];
  readonly sort?: string;
  readonly order?: "asc";
  /** The columns that are shown, in their order, where they are not the usual ones. */
  readonly cols?: string;
  /** The rows that are selected. */
  readonly pick?: readonly string[];
}

export interface TraceSearch {
  readonly span?: string;
  /** The waterfall, unless it says another. */
  readonly view?: TraceView;
  readonly tab?: Tab;
  /** Words that spans are searched for. */
  readonly find?: string;
  /** Whether the critical path is shown. */
  readonly path?: "on";
}

export const traceViews = ["tree", "messages", "logs", "metrics", "findings", "timing"] as const;
export type TraceView = (typeof traceViews)[number];

export const ranges = { "15m": 900, "1h": 3600, "24h": 86_400, "7d": 604_800, "30d": 2_592_000 } as const;
export type Range = keyof typeof ranges | "all";
export const defaultRange = "24h";

export const tabs = ["attributes", "events", "links", "resource", "logs"] as const;
export type Tab = (typeof tabs)[number];

type Raw = Readonly<Record<string, unknown>>;

/** The time that all pages share; it goes along from one to the next. */
export function readTimeSearch(raw: Raw): TimeSearch {
  const from = moment(raw.from);
  const to = moment(raw.to);
  const last = from || to ? undefined : readRange(raw.last);
  return present({ last, from, to, live: oneOf(raw.live, ["off"]) });
}

export function readListSearch(raw: Raw): ListSearch {
  const many = Object.fromEntries(manyNames.map((name) => [name, texts(raw[name])]));
  const bounds = Object.fromEntries(boundNames.map((name) => [name, amount(name, raw[name])]));
  return present({
    ...many,
    ...bounds,
    status: someOf(raw.status, statuses),
    kind: someOf(raw.kind, kinds),
    endReason: someOf(raw.endReason, endReasons),
    hasError: oneOf(raw.hasError, ["true", "false"]),
    q: text(raw.q),
    attr: texts(raw.attr).filter(isPair),
    meta: texts(raw.meta).filter(isPair),
    sort: text(raw.sort),
    order: oneOf(raw.order, ["asc"]),
    cols: text(raw.cols),
    pick: [...new Set(texts(raw.pick))].slice(0, mostPicked),
    ...readTimeSearch(raw),
  });
}

const mostPicked = 2;
const isPair = (pair: string) => pair.indexOf("=") > 0;

/** The receiver refuses any other. */
function amount(name: BoundName, value: unknown): string | undefined {
  const pattern = name.endsWith("Cost") ? /^\d{1,12}(\.\d{1,12})?$/ : /^\d{1,18}$/;
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

export function readTraceSearch(raw: Raw): TraceSearch {
  return present({
    span: text(raw.span),
    view: oneOf(raw.view, traceViews),
    tab: oneOf(raw.tab, tabs),
    find: text(raw.find),
    path: oneOf(raw.path, ["on"]),
  });
}

/** Plain `a=b&a=c`, so that an address can be read and written by hand. */
export function parseSearch(query: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const before = found[key];
    found[key] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

export function stringifySearch(search: Raw): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== "") query.append(key, String(item));
    }
  }
  const written = query.toString();
  return written === "" ? "" : `?${written}`;
}

function readRange(value: unknown): Range | undefined {
  const range = oneOf(value, [...(Object.keys(ranges) as (keyof typeof ranges)[]), "all" as const]);
  return range === defaultRange ? undefined : range;
}

/** A time without a zone is the viewer's. */
function moment(value: unknown): string | undefined {
  const millis = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(millis) || millis < 0 ? undefined : new Date(millis).toISOString();
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === "string" && item !== "") as string[];
}

function someOf<Choice extends string>(value: unknown, choices: readonly Choice[]): readonly Choice[] {
  return texts(value).flatMap((one) => oneOf(one, choices) ?? []);
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value);
}

function present<Value extends object>(value: Value): Value {
  const kept = Object.entries(value).filter(([, item]) => item !== undefined && !(Array.isArray(item) && !item.length));
  return Object.fromEntries(kept) as Value;
}
