import type { Store } from "../../store.ts";
import { Parameters } from "../parameters.ts";

/** That something changed, and which telling of it is the newest. Ids are hex, `at` is milliseconds of the engine's clock. */
export interface Change {
  readonly what: "span" | "trace" | "session";
  readonly trace: string;
  readonly span: string;
  readonly session: string;
  readonly start: bigint;
  /** The version of what was written; 0 when only the ledger's entry was. */
  readonly told: bigint;
  /** The version of the ledger's entry of a span; 0 when it was not written. */
  readonly reckoned: bigint;
  readonly at: number;
}

export interface Changes {
  /** The engine's clock, in milliseconds. */
  readonly now: number;
  /** By when they came, then by their starts. */
  readonly changes: readonly Change[];
  /** There were more: the newest are told. */
  readonly isCut: boolean;
}

export interface ChangesQuery {
  readonly project: string;
  /** Milliseconds of the engine's clock. */
  readonly since: number;
  readonly most: number;
}

/** What came into the tables since then. What was being written at the time may be seen a little later than it says. */
export async function findChanges(store: Store, { project, since, most }: ChangesQuery): Promise<Changes> {
  const add = new Parameters();
  const limit = add.add("UInt32", most + 1);
  const text = `
    SELECT toUnixTimestamp64Milli(now64(3)) AS clock, groupArray(change) AS found
    FROM (
      SELECT tuple(
          if(what = 'entry', 'span', toString(what)) AS thing, lower(hex(trace_id)), lower(hex(span_id)), session_id,
          toString(began), toString(maxIf(version, what != 'entry')), toString(maxIf(version, what = 'entry')),
          toUnixTimestamp64Milli(max(changes.at))
        ) AS change,
        max(changes.at) AS moment, argMax(start, changes.version) AS began
      FROM changes
      WHERE project = ${add.string(project)} AND changes.at >= fromUnixTimestamp64Milli(${add.add("Int64", since)}, 'UTC')
      GROUP BY thing, trace_id, span_id, session_id
      ORDER BY moment DESC, began DESC, trace_id DESC, span_id DESC, session_id DESC
      LIMIT ${limit}
    )`;
  const [row] = await store.query<Row>({ text, params: add.values, settings });
  if (row === undefined) return { now: since, changes: [], isCut: false };
  const changes = row.found.slice(0, most).map(toChange).reverse();
  return { now: row.clock, changes, isCut: row.found.length > most };
}

const settings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_named_tuples_as_objects: 0,
  max_threads: 1,
} as const;

interface Row {
  readonly clock: number;
  readonly found: readonly Told[];
}

type Told = readonly [
  what: Change["what"],
  trace: string,
  span: string,
  session: string,
  start: string,
  told: string,
  reckoned: string,
  at: number,
];

const toChange = ([what, trace, span, session, start, told, reckoned, at]: Told): Change => ({
  ...{ what, trace, span, session, at },
  ...{ start: BigInt(start), told: BigInt(told), reckoned: BigInt(reckoned) },
});
