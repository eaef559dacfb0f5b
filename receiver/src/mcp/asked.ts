import { z } from "zod";
import type { Given } from "../client/routes.ts";
import { endReasons } from "../model/session.ts";
import { kinds, statuses } from "../model/span.ts";

const some = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(description);

const pairs = (description: string) => z.record(z.string(), z.string()).optional().describe(description);
const seconds = z.number().min(0).max(1e8).optional();
const dollars = z.number().min(0).max(1e9).optional();
const count = z.number().int().min(0).optional();

/** What lists are narrowed by, as a model says it. */
export const filterShape = {
  from: z
    .string()
    .optional()
    .describe(
      'ISO 8601, Unix nanoseconds, or how long ago: "30m", "2h", "7d". The last 24 hours when left out; "0" is all',
    ),
  to: z.string().optional().describe("likewise; now when left out"),
  status: z.enum(statuses).optional().describe('how it ended; a trace may be "ok" and have failed steps: see hasError'),
  hasError: z.boolean().optional().describe("whether any step of it failed"),
  errorType: some("what errors are called"),
  errorShape: some("what errors say, with <n>, <time>, <duration> and the like in place of particulars"),
  session: some("session ids"),
  user: some("user ids"),
  agent: some("names of agents"),
  model: some("models that were called"),
  provider: some("providers of models"),
  tool: some("tools that were called"),
  kind: z.enum(kinds).optional().describe("kind of step"),
  service: some("services"),
  platform: some("platforms"),
  environment: some("environments"),
  release: some("releases"),
  tag: some("tags"),
  bot: some("bots, as sessions name them"),
  botType: some("types of bots"),
  endReason: z.enum(endReasons).optional().describe("how its session ended"),
  minSeconds: seconds.describe("took at least so long"),
  maxSeconds: seconds,
  minCost: dollars.describe("cost at least so many US dollars"),
  maxCost: dollars,
  minTokens: count,
  maxTokens: count,
  attributes: pairs("attributes of spans or resources that must be so"),
  metadata: pairs("notes of sessions that must be so; what is no text as JSON"),
};

export const q = z
  .string()
  .min(1)
  .max(1000)
  .describe("part of a name, a message, a tool argument or an error, in any case");

export const pageShape = (limit: number, most: number) => ({
  limit: z.number().int().min(1).max(most).default(limit),
  cursor: z.string().optional().describe("nextCursor of the answer before, with the same filters"),
});

/** Of traces and sessions also. */
export const summaryFilterShape = {
  ...filterShape,
  minErrors: count.describe("so many steps of a trace or session failed at least"),
};

type Filters = z.output<z.ZodObject<typeof summaryFilterShape>> & { readonly q?: string | undefined };
/** What spans, traces, sessions and usage are all narrowed by. */
type Asked = Given<"spans"> & Given<"sessions">;

/** The same as the API is asked for it. */
export function filtersFrom(given: Filters, now = Date.now()): Omit<Asked, "sort" | "content"> {
  const { from, to, hasError, minSeconds, maxSeconds, minCost, maxCost, attributes, metadata, ...plain } = given;
  const { minTokens, maxTokens, minErrors, ...named } = plain;
  return {
    ...named,
    from: momentFrom(from, now),
    to: momentFrom(to, now),
    hasError: told(hasError, String),
    minDuration: told(minSeconds, nanosFrom),
    maxDuration: told(maxSeconds, nanosFrom),
    minCost: told(minCost, moneyFrom),
    maxCost: told(maxCost, moneyFrom),
    minTokens: told(minTokens, String),
    maxTokens: told(maxTokens, String),
    minErrors: told(minErrors, String),
    ...keyed("attr.", attributes),
    ...keyed("meta.", metadata),
  };
}

const told = <Value>(value: Value | undefined, say: (value: Value) => string): string | null =>
  value === undefined ? null : say(value);

const nanosFrom = (seconds: number) => String(BigInt(Math.round(seconds * 1000)) * 1_000_000n);
const moneyFrom = (dollars: number) => dollars.toFixed(12);

function keyed<Prefix extends string>(prefix: Prefix, values: Readonly<Record<string, string>> = {}) {
  const named = Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]);
  return Object.fromEntries(named) as Record<`${Prefix}${string}`, string>;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `2h` is two hours ago; a time is for the API to read. */
function momentFrom(told: string | undefined, now: number): string | undefined {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhdw])$/.exec(told ?? "") ?? [];
  const back = secondsOf[unit];
  return back === undefined ? told : `${BigInt(Math.max(0, now - Number(count) * back * 1000))}000000`;
}
