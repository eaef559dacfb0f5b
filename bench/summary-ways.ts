import { reckoner } from "../receiver/src/commands/reckoner.ts";
import type { Waiting } from "../receiver/src/ingest/segments.ts";
import { literal } from "../receiver/src/store/parameter-text.ts";
import { findTraces } from "../receiver/src/store/queries/find-traces.ts";
import { settleTraces } from "../receiver/src/store/settle-traces.ts";
import type { Store } from "../receiver/src/store/store.ts";
import {
  addedSums,
  listOfStates,
  listOfSums,
  lookFirst,
  REACH,
  settledSums,
  stateSums,
  statesTable,
  statesView,
  sumsTable,
  sumsView,
} from "./summary-tables.ts";

export interface SummaryBatch {
  readonly segment: Waiting;
  /** In hex. */
  readonly traces: readonly string[];
}

export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** One way to have the sums of each trace at hand, over the same spans. */
export interface Way {
  /** Where the sums lie. */
  readonly table: string | undefined;
  /** Asks for the sums of all traces, `trace_id` and `told`. */
  readonly sums: string | undefined;
  prepare(): Promise<void>;
  write(batch: SummaryBatch): Promise<void>;
  /** As far as a process comes that is killed between the two things that have to be written. */
  writeHalf(batch: SummaryBatch): Promise<void>;
  /** The newest 50; the answer tells how many it holds. */
  list(range: Range): Promise<number>;
}

export const ways = { none, added, states, look, settled } as const;
export type WayName = keyof typeof ways;

const ingest = { lane: "ingest" } as const;

const listBy = (store: Store, text: string) => async (params: Range) =>
  Math.min(50, (await store.query({ text, params: { ...params } })).length);

/** The tables alone: what every way stands on. */
function none(store: Store): Way {
  const write = ({ segment }: SummaryBatch) => store.pour("spans_in", [segment]);
  return {
    table: undefined,
    sums: undefined,
    prepare: async () => undefined,
    write,
    writeHalf: write,
    list: async () => 0,
  };
}

function added(store: Store): Way {
  return byView(store, { table: "sums", create: sumsTable, view: sumsView, sums: addedSums, list: listOfSums });
}

function states(store: Store): Way {
  return byView(store, { table: "states", create: statesTable, view: statesView, sums: stateSums, list: listOfStates });
}

interface ByView {
  readonly table: string;
  readonly create: string;
  readonly view: string;
  readonly sums: string;
  readonly list: string;
}

function byView(store: Store, { table, create, view, sums, list }: ByView): Way {
  const write = ({ segment }: SummaryBatch) => store.pour("spans_in", [segment]);
  return {
    table,
    sums,
    prepare: async () => {
      await store.command({ text: create, ...ingest });
      await store.command({ text: view, ...ingest });
    },
    write,
    writeHalf: async (batch) => {
      await store.command({ text: `DROP VIEW ${table}_from_spans_in`, ...ingest });
      await write(batch);
      await store.command({ text: view, ...ingest });
    },
    list: listBy(store, list),
  };
}

function look(store: Store): Way {
  let structure = "";
  const add = async ({ segment, traces }: SummaryBatch) => {
    const [reach] = await store.query<Record<string, string>>({ text: REACH, params: { ids: traces }, ...ingest });
    const text = lookFirst(literal(segment.path), literal(structure));
    await store.command({ text, params: { ...reach, ids: traces }, ...ingest });
  };
  return {
    table: "sums",
    sums: addedSums,
    prepare: async () => {
      await store.command({ text: sumsTable, ...ingest });
      structure = await structureOf(store);
    },
    write: async (batch) => {
      await add(batch);
      await store.pour("spans_in", [batch.segment]);
    },
    writeHalf: add,
    list: listBy(store, listOfSums),
  };
}

async function structureOf(store: Store): Promise<string> {
  const text = `SELECT concat(name, ' ', type) AS told FROM system.columns
    WHERE database = currentDatabase() AND table = 'spans_in' ORDER BY position`;
  return (await store.query<{ told: string }>({ text })).map(({ told }) => told).join(", ");
}

/** Ours; sessions are left out, as the other ways have none. */
function settled(store: Store): Way {
  const pour = ({ segment }: SummaryBatch) => store.pour("spans_in", [segment]);
  return {
    table: "traces",
    sums: settledSums,
    prepare: async () => undefined,
    write: async (batch) => {
      await pour(batch);
      await settleTraces(store, "default", batch.traces, reckoner);
    },
    writeHalf: pour,
    list: async (range) => (await findTraces(store, { project: "default", range }, { limit: 50 })).items.length,
  };
}
