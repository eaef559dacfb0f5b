import type { Answer, Item } from "../../../receiver/src/client/routes.ts";

/** What the receiver answers, by its own routes. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type Log = Item<"traces/:traceId/logs">;
export type Point = Item<"traces/:traceId/metrics">;

type Explanation = NonNullable<Answer<"spans/:traceId/:spanId">["explain"]>;
/** Where one fact of a span came from. */
export type FactSource = Omit<Explanation[string], "value"> & { readonly value: unknown };

/** The counts, and a page of the rejected items. */
export type IngestHealth = Answer<"ingest">;
export type IngestSource = IngestHealth["sources"][number];
export type Rejected = IngestHealth["items"][number];
