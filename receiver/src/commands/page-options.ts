import { countIn } from "./amounts-told.ts";
import type { Options } from "./words.ts";

export const pageOptions = {
  sort: { type: "string", value: "NAME", meaning: "start, end, duration, spans, errors, tokens, cost, name, …" },
  order: { type: "string", value: "ORDER", meaning: "desc or asc" },
  limit: { type: "string", value: "COUNT", meaning: "how many at most; 50 when left out" },
  cursor: { type: "string", value: "CURSOR", meaning: "goes on from the nextCursor of --json" },
} as const satisfies Options;

type Given = { readonly [Name in keyof typeof pageOptions]?: string | undefined };

interface Page {
  readonly sort?: string;
  readonly order?: "asc" | "desc";
  readonly limit?: number;
  readonly cursor?: string;
}

/** As the API is asked for a page; what it does not understand it says itself. */
export function pageIn({ sort, order, limit, cursor }: Given): Page {
  return {
    ...(sort !== undefined && { sort }),
    ...(order !== undefined && { order: order as "asc" | "desc" }),
    ...(limit !== undefined && { limit: countIn("limit", limit) }),
    ...(cursor !== undefined && { cursor }),
  };
}
