import { durationIn, momentIn } from "./amounts-told.ts";
import { targetOptions } from "./sending.ts";
import type { Options } from "./words.ts";
import { WrongUse } from "./wrong-use.ts";

const many = (value: string, meaning: string) => ({ type: "string", multiple: true, value, meaning }) as const;
const one = (value: string, meaning: string) => ({ type: "string", value, meaning }) as const;

/** Where the receiver is and how it answers: options of every command that asks. */
export const askingOptions = {
  project: { type: "string", value: "NAME", meaning: 'the project; that of the key, else "default"' },
  endpoint: {
    ...targetOptions.endpoint,
    value: "URL",
    meaning: "where the receiver is; by our own settings when left out",
  },
  key: { ...targetOptions.key, value: "KEY", meaning: "what opens it; SPANWISE_API_KEY when left out" },
  json: { type: "boolean", meaning: "the answer of the API as it is" },
} as const satisfies Options;

/** What a question is narrowed by. A name that is given several times means any of its values. */
export const filterOptions = {
  from: one("TIME", "ISO 8601, nanoseconds, or how long ago: 30m, 2h, 7d; the last day when left out"),
  to: one("TIME", "likewise; now when left out"),
  session: many("ID", "sessions"),
  user: many("ID", "users"),
  agent: many("NAME", "agents"),
  model: many("NAME", "models"),
  provider: many("NAME", "providers"),
  tool: many("NAME", "tools"),
  kind: many("KIND", "kinds of steps: llm, tool, agent, retrieval, …"),
  status: many("STATUS", "ok, error or running"),
  tag: many("TAG", "tags"),
  service: many("NAME", "services"),
  platform: many("NAME", "platforms"),
  environment: many("NAME", "environments"),
  release: many("NAME", "releases"),
  bot: many("NAME", "bots"),
  "bot-type": many("TYPE", "types of bots"),
  "end-reason": many("REASON", "explicit, timeout or exit"),
  "has-error": one("BOOLEAN", "true or false: whether a step failed"),
  "min-duration": one("TIME", "500ms, 1.5s, 2m"),
  "max-duration": one("TIME", "likewise"),
  "min-cost": one("DOLLARS", "0.05"),
  "max-cost": one("DOLLARS", "likewise"),
  "min-tokens": one("COUNT", "input and output together"),
  "max-tokens": one("COUNT", "likewise"),
  "min-errors": one("COUNT", "how many steps failed at least; of sessions and traces"),
  "error-type": many("TYPE", "types of errors"),
  "error-shape": many("TEXT", "what errors say, without numbers, ids and paths"),
  q: many("TEXT", "part of a name, a message, a tool argument or an error"),
  attr: many("KEY=VALUE", "attributes of a span or its resource"),
  meta: many("KEY=VALUE", "notes in a session's metadata"),
} as const satisfies Options;

type Given = { readonly [Name in keyof typeof filterOptions]?: string | readonly string[] | boolean | undefined };

/** The same by the names of the API, with moments and durations in nanoseconds. */
export function filtersIn(given: Given, now = Date.now()): Record<string, string | readonly string[]> {
  const filters: Record<string, string | readonly string[]> = {};
  for (const name of Object.keys(filterOptions) as (keyof Given)[]) {
    const value = given[name];
    if (value === undefined || typeof value === "boolean" || name === "attr" || name === "meta") continue;
    filters[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] = readValue(name, value, now);
  }
  return { ...filters, ...keyed("attr", given.attr), ...keyed("meta", given.meta) };
}

function readValue(name: string, value: string | readonly string[], now: number): string | readonly string[] {
  if (typeof value !== "string") return value;
  if (name === "from" || name === "to") return momentIn(value, now);
  return name.endsWith("-duration") ? durationIn(name, value) : value;
}

function keyed(name: string, given: Given["attr"]): Record<string, readonly string[]> {
  const filters = new Map<string, string[]>();
  for (const told of Array.isArray(given) ? (given as readonly string[]) : []) {
    const at = told.indexOf("=");
    if (at <= 0) throw new WrongUse(`--${name} wants KEY=VALUE, not "${told}".`);
    const key = `${name}.${told.slice(0, at)}`;
    filters.set(key, [...(filters.get(key) ?? []), told.slice(at + 1)]);
  }
  return Object.fromEntries(filters);
}
