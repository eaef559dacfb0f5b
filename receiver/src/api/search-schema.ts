import { z } from "@hono/zod-openapi";
import { kinds } from "../model/span.ts";
import { nanos } from "./schemas.ts";

const text = z.string().nullable();
const path = z.string().optional().openapi({ description: "the keys that lead to the text within the value" });
const standing = {
  word: z.string().openapi({ description: "which of the words asked for" }),
  snippet: z.string().openapi({ description: "a stretch of the text around the match, as it stands there" }),
  offset: z.number().openapi({ description: "where the match begins in the snippet, in UTF-16 code units" }),
  length: z.number().openapi({ description: "how long it is, in UTF-16 code units" }),
  at: z.number().openapi({ description: "where it begins in the whole text of the place, in UTF-16 code units" }),
};

const matchSchema = z
  .discriminatedUnion("place", [
    z.object({
      place: z.enum(["name", "status", "error", "stack", "agent", "system", "tool.name"]),
      ...standing,
    }),
    z.object({ place: z.enum(["tool.arguments", "tool.result"]), path, ...standing }),
    z.object({ place: z.enum(["input", "output"]), index: z.number(), part: z.number(), path, ...standing }),
    z.object({ place: z.literal("event"), index: z.number(), key: z.string().optional(), ...standing }),
    z.object({ place: z.enum(["attribute", "log"]), key: z.string(), ...standing }),
  ])
  .openapi("Match");

export const searchSchema = z
  .object({
    items: z
      .array(
        z.object({
          traceId: z.string(),
          spanId: z.string(),
          sessionId: text,
          name: z.string(),
          kind: z.enum(kinds),
          startTime: nanos,
          matches: z.array(matchSchema).readonly(),
          isCut: z.boolean().openapi({ description: "there are more matches in this span than are told" }),
        }),
      )
      .readonly(),
    nextCursor: text,
    from: nanos.openapi({ description: "what began before was not looked through" }),
    isCut: z.boolean().openapi({ description: "less was looked through than was asked for, as it took too long" }),
  })
  .openapi("Search");
