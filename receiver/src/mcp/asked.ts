import { z } from "zod";
import type { Given } from "../client/routes.ts";
import { kinds, statuses } from "../model/span.ts";

const some = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(description);

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
  session: some("session ids"),
  user: some("user ids"),
  agent: some("names of agents"),
  model: some("models that were called"),
  tool: some("tools that were called"),
  service: some("services"),
  environment: some("environments"),
  release: some("releases"),
  tag: some("tags"),
  minSeconds: z.number().min(0).max(1e8).optional().describe("took at least so long"),
  minCost: z.number().min(0).max(1e9).optional().describe("cost at least so many US dollars"),
  minTokens: z.number().int().min(0).optional(),
  attributes: z.record(z.string(), z.string()).optional().describe("attributes of spans or resources that must be so"),
};

/** Of spans also. */
export const spanFilterShape = { ...filterShape, kind: z.enum(kinds).optional().describe("kind of step") };

export const q = z
  .string()
  .min(1)
  .max(1000)
  .describe("part of a name, a message, a tool argument or an error, in any case");

export const pageShape = (limit: number, most: number) => ({
  limit: z.number().int().min(1).max(most).default(limit),
  cursor: z.string().optional().describe("nextCursor of the answer before, with the same filters"),
});

type Filters = z.output<z.ZodObject<typeof filterShape>> & { readonly q?: string | undefined };
/** What spans, traces, sessions and usage are all narrowed by. */
type Asked = Given<"spans"> & Given<"sessions">;

/** The same as the API is asked for it. */
export function filtersFrom(given: Filters, now = Date.now()): Omit<Asked, "sort" | "content"> {
  const { session, user, agent, model, tool, service, environment, release, tag, status, q } = given;
  const { from, to, hasError, minSeconds, minCost, minTokens, attributes = {} } = given;
  const keyed = Object.entries(attributes).map(([key, value]) => [`attr.${key}`, value]);
  return {
    ...{ session, user, agent, model, tool, service, environment, release, tag, status, q },
    from: momentFrom(from, now),
    to: momentFrom(to, now),
    hasError: hasError === undefined ? null : String(hasError),
    minDuration: minSeconds === undefined ? null : String(BigInt(Math.round(minSeconds * 1000)) * 1_000_000n),
    minCost: minCost === undefined ? null : minCost.toFixed(12),
    minTokens: minTokens === undefined ? null : String(minTokens),
    ...(Object.fromEntries(keyed) as Record<`attr.${string}`, string>),
  };
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `2h` is two hours ago; a time is for the API to read. */
function momentFrom(told: string | undefined, now: number): string | undefined {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhdw])$/.exec(told ?? "") ?? [];
  const back = seconds[unit];
  return back === undefined ? told : `${BigInt(Math.max(0, now - Number(count) * back * 1000))}000000`;
}
