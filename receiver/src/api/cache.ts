import { z } from "@hono/zod-openapi";
import { type CacheDimension, type CacheUse, cacheDimensions, type UnratedCall } from "../model/cache-use.ts";
import { dollars } from "../model/cost.ts";
import { snippet } from "../spending/broken-prefix.ts";
import { noSavings, type PriceOf, plusSavings, savingsAtRates, savingsOfCall } from "../spending/cache-savings.ts";
import { type BrokenPrefix, type BrokenPrefixes, findBrokenPrefixes } from "./broken-prefixes.ts";
import { cacheSchema } from "./cache-schema.ts";
import { filterShape, oneOrMore, readFilters, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";

const dimension = z.enum(cacheDimensions);

const cacheQuery = {
  ...filterShape,
  groupBy: oneOrMore(dimension)
    .transform((given) => (Array.isArray(given) ? [...new Set(given)] : [given]))
    .default(["model"])
    .openapi({ type: "array", items: { type: "string", enum: dimension.options } }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  breaks: z.coerce.number().int().min(0).max(50).default(20).openapi({
    description: "How many broken prefixes are told; 0 looks for none",
  }),
};

const cache = get({
  path: "/api/projects/{project}/usage/cache",
  summary: "What prompt caches saved and cost, and which messages broke the prefixes they held",
  params: inProject,
  query: z.object(cacheQuery),
  answer: cacheSchema,
});

/** Calls whose prices the ledger does not hold are priced one by one. */
const mostUnrated = 20_000;

export function cacheRoutes(room: Room) {
  const { questions, history, projectIn, nowNanos } = room;
  return openApiApp().openapi(cache, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), cacheQuery);
    const { groupBy, limit, breaks, ...given } = c.req.valid("query");
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    const groups = await questions.readCacheUse(filters, { groupBy, limit: limit + 1 });
    const isCut = groups.length > limit;
    const [total] = isCut ? await questions.readCacheUse(filters, { groupBy: [], limit: 1 }) : [together(groups)];
    const unrated = await questions.readUnratedCalls(filters, { groupBy, limit: mostUnrated });
    const known = unratedByGroup(unrated, history.price);
    const broken = breaks === 0 ? nothingLookedFor : await findBrokenPrefixes(room, filters, breaks);
    const items = groups.slice(0, limit).map((use) => ({
      group: named(groupBy, use),
      ...shownUse(use, known.get(keyOf(use)) ?? noSavings),
    }));
    return c.json(
      {
        items,
        total: shownUse(total ?? together([]), [...known.values()].reduce(plusSavings, noSavings)),
        isCut,
        broken: shownBroken(broken, breaks),
        partial: unrated.length === mostUnrated || broken.isPartial,
      },
      200,
    );
  });
}

const nothingLookedFor: BrokenPrefixes = { broken: [], calls: 0, pairs: 0, read: 0, silent: 0, isPartial: false };

/** As if they were one group. */
function together(groups: readonly CacheUse[]): CacheUse {
  const sum = (of: (use: CacheUse) => number) => groups.reduce((all, use) => all + of(use), 0);
  return {
    group: [],
    calls: sum(({ calls }) => calls),
    cachingCalls: sum(({ cachingCalls }) => cachingCalls),
    tokens: {
      input: sum(({ tokens }) => tokens.input),
      cached: sum(({ tokens }) => tokens.cached),
      cacheWrite: sum(({ tokens }) => tokens.cacheWrite),
    },
    rated: groups.flatMap(({ rated }) => rated),
  };
}

const keyOf = ({ group }: Pick<CacheUse, "group">) => JSON.stringify(group);
const named = (groupBy: readonly CacheDimension[], { group }: CacheUse) =>
  Object.fromEntries(groupBy.map((name, at) => [name, group[at] ?? null]));

function unratedByGroup(calls: readonly UnratedCall[], price: PriceOf) {
  const known = new Map<string, typeof noSavings>();
  for (const call of calls) {
    const savings = savingsOfCall(call, price);
    if (savings !== undefined) known.set(keyOf(call), plusSavings(known.get(keyOf(call)) ?? noSavings, savings));
  }
  return known;
}

/** Where no call used a cache nothing was saved; where it is known of none that did, nobody knows. */
function shownUse({ calls, cachingCalls, tokens, rated }: CacheUse, unrated: typeof noSavings) {
  const known = rated.map(savingsAtRates).reduce(plusSavings, unrated);
  const isUnknown = cachingCalls > 0 && known.calls === 0;
  return {
    ...{ calls, cachingCalls, tokens },
    hitRate: tokens.input === 0 ? null : tokens.cached / tokens.input,
    saved: isUnknown ? null : dollars(known.saved),
    paid: isUnknown ? null : dollars(known.paid),
    net: isUnknown ? null : dollars(known.saved - known.paid),
    unknownCalls: cachingCalls - known.calls,
  };
}

function shownBroken({ broken, calls, pairs, read, silent }: BrokenPrefixes, limit: number) {
  const lost = broken.flatMap((one) => one.lost ?? []);
  return {
    items: broken.slice(0, limit).map(shownPrefix),
    tokens: broken.reduce((sum, { tokens }) => sum + tokens, 0),
    lost: broken.length > 0 && lost.length === 0 ? null : dollars(lost.reduce((sum, one) => sum + one, 0n)),
    looked: { calls, pairs, read, silent },
  };
}

const shownPlace = ({ traceId, spanId, start }: BrokenPrefix["pair"]["later"]) => ({
  traceId,
  spanId,
  startTime: String(start),
});

function shownPrefix({ pair, call, how, earlier, later, offset, tokens, lost }: BrokenPrefix) {
  const { provider = null, model, responseModel = null, usage } = call.call;
  const broke = how === "removed" ? earlier : later;
  return {
    earlier: shownPlace(pair.earlier),
    later: shownPlace(pair.later),
    sessionId: call.sessionId,
    agentName: call.agentName,
    provider,
    model: model ?? responseModel,
    brokenBy: {
      how: how === "cut" ? ("removed" as const) : how,
      role: broke?.role ?? "",
      index: broke?.index ?? null,
      offset,
      earlier: earlier && snippet(earlier.text, offset),
      later: later && snippet(later.text, offset),
    },
    inputTokens: usage.input,
    cachedTokens: usage.cached,
    tokens,
    lost: lost === null ? null : dollars(lost),
  };
}
