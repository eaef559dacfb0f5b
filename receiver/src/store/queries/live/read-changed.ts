import type { LiveSpan } from "../../../model/live.ts";
import type { Session } from "../../../model/session.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Store } from "../../store.ts";
import type { Filters } from "../filters.ts";
import { findOrigins } from "../read-origins.ts";
import { readChangedSpans } from "./changed-spans.ts";
import { readChangedSessions, readChangedTraces } from "./changed-summaries.ts";
import type { Change } from "./find-changes.ts";

export interface Changed<Item> {
  readonly item: Item;
  /** The versions of the row and, of a span, of the ledger's entry; 0 where there is none. */
  readonly told: bigint;
  readonly reckoned: bigint;
  /** For each of the filters whether it asks for this. */
  readonly matches: readonly boolean[];
}

export interface ChangedQuery {
  readonly project: string;
  readonly changes: readonly Change[];
  readonly filters: readonly Filters[];
}

export interface AllChanged {
  readonly spans: readonly Changed<LiveSpan>[];
  readonly traces: readonly Changed<Trace>[];
  readonly sessions: readonly Changed<Session>[];
}

/** What changed as it is now, once for all who ask. One question after the other: lists share their lane. */
export async function readChanged(store: Store, { project, changes, filters }: ChangedQuery): Promise<AllChanged> {
  const asked = await Promise.all(
    filters.map(async (one) => {
      const attributes = await findOrigins(store, project, one.attributes);
      return { ...one, ...(attributes && { attributes }) };
    }),
  );
  const of = (what: Change["what"]) => changes.filter((change) => change.what === what);
  const spans = await readChangedSpans(store, project, of("span"), asked);
  const traces = await readChangedTraces(store, project, of("trace"), asked);
  const sessions = await readChangedSessions(store, project, of("session"), asked);
  return { spans, traces, sessions };
}
