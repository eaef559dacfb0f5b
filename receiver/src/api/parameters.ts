import { z } from "@hono/zod-openapi";
import { BadRequest } from "../errors.ts";
import { endReasons } from "../model/session.ts";
import { kinds, statuses } from "../model/span.ts";
import type { AttributeFilter, Filters } from "../store/queries/filters.ts";
import type { PageQuery } from "../store/queries/page.ts";

const endOfTime = 18_446_744_073_709_551_615n;
const aDay = 86_400_000_000_000n;

/** Once or several times. What is refused is told by what may be given. */
export const oneOrMore = <Item extends z.ZodType<string>>(item: Item, description = "another value") =>
  z.union([item, z.array(item)], {
    error: `give ${item instanceof z.ZodEnum ? `one of ${item.options.join(", ")}` : description}`,
  });

/** A parameter that may be given several times: any of its values will do. */
export const many = <Item extends z.ZodType<string>>(item: Item, description: string) =>
  oneOrMore(item, description)
    .transform((given) => (Array.isArray(given) ? given : [given]) as string[])
    .optional()
    .openapi({
      type: "array",
      items: { type: "string", ...(item instanceof z.ZodEnum && { enum: item.options }) },
      description,
    });

/** A parameter that is read as something; what it cannot be read as is refused with the description. */
export const checked = <Value>(read: (text: string) => Value | undefined, description: string) =>
  z
    .string()
    .transform((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: `give ${description}` });
      return z.NEVER;
    })
    .optional()
    .openapi({ type: "string", description });

const moment = checked(readMoment, "Unix nanoseconds, or a time in ISO 8601");
const text = z.string().max(1000);

/** What every list can be narrowed by. A name given several times means any of its values; different names mean all. */
export const filterShape = {
  from: moment,
  to: moment,
  session: many(text, "session ids"),
  user: many(text, "user ids"),
  agent: many(text, "agent names"),
  model: many(text, "models"),
  provider: many(text, "providers, by OTel's names"),
  tool: many(text, "tool names"),
  kind: many(z.enum(kinds), "kinds of spans"),
  status: many(z.enum(statuses), "ok, error or running"),
  tag: many(text, "tags"),
  service: many(text, "services"),
  platform: many(text, "platforms"),
  environment: many(text, "environments"),
  release: many(text, "releases"),
  bot: many(text, "names of bots, as their sessions tell"),
  botType: many(text, "types of bots, as their sessions tell"),
  endReason: many(z.enum(endReasons), "how the session ended: explicit, timeout or exit"),
  minDuration: checked(readCount, "nanoseconds, a whole number"),
  maxDuration: checked(readCount, "nanoseconds, a whole number"),
  minCost: checked(readMoney, "US dollars, a decimal number"),
  maxCost: checked(readMoney, "US dollars, a decimal number"),
  minTokens: checked(readCount, "tokens, input and output together, a whole number"),
  maxTokens: checked(readCount, "tokens, input and output together, a whole number"),
  hasError: checked(readFlag, "true or false: whether it failed, or a span of it did"),
  errorType: many(text, "types of errors, as errors name them"),
  errorShape: many(
    text,
    "what errors say without their particulars, as errors detail it; with errorType, of one failure",
  ),
  q: many(
    text,
    'words, or a "phrase in quotes", that all stand in a span: in a name, a message, a tool call, an error or an attribute, ' +
      "in any case and language; in lists also part of an id or user",
  ),
};

/** Of what has spans below it. */
export const summaryFilterShape = {
  ...filterShape,
  minErrors: checked(readCount, "how many spans failed at least, a whole number"),
};

export const pageShape = (limit = 50, most = 1000) => ({
  order: z.enum(["asc", "desc"]).optional(),
  limit: z.coerce.number().int().min(1).max(most).default(limit),
  cursor: z.string().max(10_000).optional(),
});

const sortsOfBoth =
  "start, end, duration, spans, errors, llmCalls, toolCalls, tokens, cost, name, status, user, agent, platform, service, environment, tag";
const sort = (names: string) => z.string().max(1100).optional().openapi({ description: names });
export const traceSort = sort(`${sortsOfBoth}, session`);
export const sessionSort = sort(`${sortsOfBoth}, traces, bot, botType, endReason, meta.<key>`);

const filterSchema = z.object(summaryFilterShape);
type GivenFilters = z.output<typeof filterSchema>;

/** `attr.<key>=<value>` and `meta.<key>=<value>` may stand beside the names of a route; `refuseUnknown` tells any other. */
export function readFilters(
  project: string,
  given: Partial<GivenFilters>,
  all: Readonly<Record<string, string[]>>,
  now: bigint,
): Filters {
  const to = given.to ?? endOfTime;
  const recent = (given.to === undefined || given.to > now ? now : given.to) - aDay;
  const from = given.from ?? (recent > 0n ? recent : 0n);
  if (from > to) throw new BadRequest("from lies after to");
  const attributes = keyed("attr.", all);
  const metadata = keyed("meta.", all);
  const { from: _from, to: _to, ...others } = withoutAbsent(given);
  return {
    project,
    range: { from, to },
    ...others,
    ...(attributes.length > 0 && { attributes }),
    ...(metadata.length > 0 && { metadata }),
  };
}

export function refuseUnknown(all: Readonly<Record<string, unknown>>, known: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(all).find((name) => !Object.hasOwn(known, name) && !isKeyed(name, known));
  if (unknown === undefined) return;
  throw new BadRequest(
    `there is no parameter "${unknown.slice(0, 100)}" here; known are ${Object.keys(known).join(", ")}`,
  );
}

/** Spans count no errors below them. */
export function refuseErrorCount(minErrors: bigint | undefined): void {
  if (minErrors === undefined) return;
  throw new BadRequest("minErrors is asked of=traces or of=sessions; of spans, ask hasError=true");
}

export function readPage(given: {
  sort?: string | undefined;
  order?: "asc" | "desc" | undefined;
  limit: number;
  cursor?: string | undefined;
}): PageQuery {
  return withoutAbsent(given) as PageQuery;
}

/** Without the names whose value is undefined. */
export function withoutAbsent<Value extends object>(value: Value): { [Name in keyof Value]: NonNullable<Value[Name]> } {
  const present = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(present) as { [Name in keyof Value]: NonNullable<Value[Name]> };
}

/** Attributes are asked of whatever has a service, notes of what belongs to a session. */
const isKeyed = (name: string, known: Readonly<Record<string, unknown>>) =>
  (/^attr\../s.test(name) && Object.hasOwn(known, "service")) ||
  (/^meta\../s.test(name) && Object.hasOwn(known, "bot"));

function keyed(prefix: string, all: Readonly<Record<string, string[]>>): AttributeFilter[] {
  return Object.entries(all)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, values]) => ({ key: name.slice(prefix.length), values }));
}

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9})\d*)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** Unix nanoseconds, exact to the nanosecond in both notations. A time without a zone is in UTC. */
function readMoment(told: string): bigint | undefined {
  if (/^\d{1,20}$/.test(told)) return BigInt(told) <= endOfTime ? BigInt(told) : undefined;
  const [, date, time = "00:00", fraction = "", zone = "Z"] = isoTime.exec(told) ?? [];
  const millis = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}${withColon(zone)}`);
  if (date === undefined || Number.isNaN(millis) || millis < 0) return undefined;
  return BigInt(millis) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

const withColon = (zone: string) => zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2").toUpperCase();

function readCount(told: string): bigint | undefined {
  return /^\d{1,18}$/.test(told) ? BigInt(told) : undefined;
}

function readFlag(told: string): boolean | undefined {
  return told === "true" || told === "1" ? true : told === "false" || told === "0" ? false : undefined;
}

function readMoney(told: string): string | undefined {
  return /^\d{1,12}(?:\.\d{1,12})?$/.test(told) ? told : undefined;
}
