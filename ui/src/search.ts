/** What a page's URL may say. Everything is optional; what is left out has its default. */
export interface ListSearch {
  readonly status?: "ok" | "error" | "running";
  readonly service?: string;
  readonly agent?: string;
  readonly q?: string;
  /** `key=value`, each must hold. */
  readonly attr?: readonly string[];
  readonly last?: Range;
  readonly sort?: string;
  readonly order?: "asc";
  readonly live?: "off";
}

export interface TraceSearch {
  readonly span?: string;
  readonly view?: "logs" | "metrics";
  readonly tab?: Tab;
}

export interface IngestSearch {
  readonly last?: Range;
}

export const ranges = { "15m": 900, "1h": 3600, "24h": 86_400, "7d": 604_800, "30d": 2_592_000 } as const;
export type Range = keyof typeof ranges | "all";
export const defaultRange = "24h";

export const tabs = ["attributes", "events", "links", "resource", "logs"] as const;
export type Tab = (typeof tabs)[number];

type Raw = Readonly<Record<string, unknown>>;

export function readListSearch(raw: Raw): ListSearch {
  return present({
    status: oneOf(raw.status, ["ok", "error", "running"]),
    service: text(raw.service),
    agent: text(raw.agent),
    q: text(raw.q),
    attr: texts(raw.attr).filter((pair) => pair.indexOf("=") > 0),
    last: readRange(raw.last),
    sort: text(raw.sort),
    order: oneOf(raw.order, ["asc"]),
    live: oneOf(raw.live, ["off"]),
  });
}

export function readTraceSearch(raw: Raw): TraceSearch {
  return present({
    span: text(raw.span),
    view: oneOf(raw.view, ["logs", "metrics"]),
    tab: oneOf(raw.tab, tabs),
  });
}

export function readIngestSearch(raw: Raw): IngestSearch {
  return present({ last: readRange(raw.last) });
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

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === "string" && item !== "") as string[];
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value);
}

function present<Value extends object>(value: Value): Value {
  const kept = Object.entries(value).filter(([, item]) => item !== undefined && !(Array.isArray(item) && !item.length));
  return Object.fromEntries(kept) as Value;
}
