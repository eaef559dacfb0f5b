import { z } from "@hono/zod-openapi";

const text = z.string().nullable();
const money = z.string().nullable();

const use = {
  calls: z.number(),
  cachingCalls: z.number().openapi({ description: "Those that read something from a cache or wrote something to it" }),
  tokens: z.object({ input: z.number(), cached: z.number(), cacheWrite: z.number() }),
  hitRate: z.number().nullable().openapi({ description: "The share of the input that was read from a cache" }),
  saved: money.openapi({ description: "What reading from caches saved against the uncached price" }),
  paid: money.openapi({ description: "What writing to caches cost more than the uncached price" }),
  net: money.openapi({ description: "saved less paid" }),
  unknownCalls: z.number().openapi({ description: "Calls that used a cache and are not in this money" }),
};

const place = z.object({ traceId: z.string(), spanId: z.string(), startTime: z.string() });

const brokenPrefixSchema = z
  .object({
    earlier: place,
    later: place.openapi({ description: "The call whose prompt did not begin with the prompt of the earlier one" }),
    sessionId: text,
    agentName: text,
    provider: text,
    model: text,
    brokenBy: z.object({
      how: z.enum(["changed", "removed", "inserted"]),
      role: z
        .string()
        .openapi({ description: "Of the message; system for the system prompt, tools for those offered" }),
      index: z.number().nullable().openapi({ description: "Among the input messages; null for system and tools" }),
      offset: z.number().openapi({ description: "Of the first character that differs" }),
      earlier: text,
      later: text,
    }),
    inputTokens: z.number(),
    cachedTokens: z.number(),
    tokens: z.number().openapi({ description: "Paid for again, estimated from the share of the text" }),
    lost: money.openapi({ description: "Estimated likewise; null without a price" }),
  })
  .openapi("BrokenPrefix");

export const cacheSchema = z
  .object({
    items: z.array(z.object({ group: z.record(z.string(), text).readonly(), ...use })).readonly(),
    total: z.object(use),
    isCut: z.boolean().openapi({ description: "There are more groups" }),
    broken: z.object({
      items: z.array(brokenPrefixSchema).readonly(),
      tokens: z.number().openapi({ description: "Of all that were found" }),
      lost: money,
      looked: z.object({
        calls: z.number(),
        pairs: z.number().openapi({ description: "Calls that read less from the cache than the call before had sent" }),
        read: z.number().openapi({ description: "Of these, those whose texts were compared" }),
        silent: z.number().openapi({ description: "Of those, the ones that do not tell what was asked" }),
      }),
    }),
    partial: z.boolean().openapi({ description: "More may have been saved, paid or broken: a bound was met" }),
  })
  .openapi("CacheUse");
