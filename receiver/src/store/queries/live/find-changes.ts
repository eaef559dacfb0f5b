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
  const text = `
    SELECT toString(what) AS thing, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, session_id AS session,
      toString(start) AS began, toString(version) AS told, toUnixTimestamp64Milli(changes.at) AS came, ${clock}
    FROM changes
    WHERE project = ${add.string(project)} AND changes.at >= fromUnixTimestamp64Milli(${add.add("Int64", since)}, 'UTC')
    ORDER BY changes.at DESC, start DESC, trace_id DESC, span_id DESC, session_id DESC
    LIMIT ${add.add("UInt32", most + 1)}`;
  const rows = await store.query<Row>({ text, params: add.values, settings });
  const [first] = rows.length > 0 ? rows : await store.query<Pick<Row, "now">>({ text: `SELECT ${clock}`, settings });
  const changes = mergedInOrder(rows.slice(0, most).reverse());
  return { now: first?.now ?? since, changes, isCut: rows.length > most };
}

const clock = "toUnixTimestamp64Milli(now64(3)) AS now";
const settings = { output_format_json_quote_64bit_integers: 0, max_threads: 1 } as const;

interface Row {
  readonly thing: Change["what"] | "entry";
  readonly trace: string;
  readonly span: string;
  readonly session: string;
  readonly began: string;
  readonly told: string;
  readonly came: number;
  readonly now: number;
}

/** Each thing once, where it came last. */
function mergedInOrder(rows: readonly Row[]): Change[] {
  const merged = new Map<string, Change>();
  for (const row of rows) {
    const change = toChange(row);
    const key = `${change.what} ${row.trace} ${row.span} ${row.session}`;
    const before = merged.get(key);
    merged.delete(key);
    merged.set(key, before === undefined ? change : withBefore(change, before));
  }
  return [...merged.values()];
}

function toChange({ thing, trace, span, session, began, told, came: at }: Row): Change {
  const ids = { trace, span, session, start: BigInt(began), at };
  if (thing === "entry") return { what: "span", ...ids, told: 0n, reckoned: BigInt(told) };
  return { what: thing, ...ids, told: BigInt(told), reckoned: 0n };
}

/** Where it lies, the newest telling says. */
function withBefore(change: Change, before: Change): Change {
  const { start } = change.told >= before.told ? change : before;
  return {
    ...change,
    start,
    told: greater(change.told, before.told),
    reckoned: greater(change.reckoned, before.reckoned),
  };
}

function greater(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}
