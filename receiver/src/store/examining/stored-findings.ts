import { tracesAsked } from "../settling/spans-there.ts";
import type { Store } from "../store.ts";
import { type Examined, keyOf, type Placed } from "./finding-rows.ts";

export interface StoredFinding extends Placed {
  readonly received: number;
  readonly retention: number;
  readonly digest: bigint;
  readonly version: bigint;
  readonly removed: boolean;
}

const EXAMINED = `
  SELECT toString(min(start)) AS low, toString(max(start)) AS high
  FROM examined
  WHERE project = {project:String} AND found > 0 AND trace_id IN (${tracesAsked})
`;

const STORED = `
  SELECT tuple(
    lower(hex(trace_id)), toString(argMax(start, version)), rule, place,
    toUnixTimestamp64Milli(max(findings.received)), max(findings.retention), toString(argMax(digest, version)),
    toString(max(version)), argMax(removed, version)
  ) AS t
  FROM findings
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
  GROUP BY trace_id, intDiv(start, 60000000000), rule, place
`;

type StoredRow = readonly [
  trace: string,
  start: string,
  rule: string,
  place: number,
  received: number,
  retention: number,
  digest: string,
  version: string,
  removed: number,
];

const settings = { output_format_json_quote_64bit_integers: 0, output_format_json_named_tuples_as_objects: 0 } as const;

/** What is kept of the traces from earlier looks, also where they started in another minute then. */
export async function readStoredFindings(
  store: Store,
  project: string,
  examined: readonly Examined[],
): Promise<ReadonlyMap<string, StoredFinding>> {
  const ids = examined.map(({ trace }) => trace.trace);
  const [before] = await store.query<{ low: string; high: string }>({ text: EXAMINED, params: { project, ids } });
  const starts = examined.map(({ trace }) => trace.start);
  if (before !== undefined && before.high !== "0") starts.push(BigInt(before.low), BigInt(before.high));
  const inOrder = starts.toSorted((one, other) => (one < other ? -1 : 1));
  const params = { project, ids, low: inOrder[0] ?? 0n, high: inOrder.at(-1) ?? 0n };
  const rows = await store.query<{ t: StoredRow }>({ text: STORED, params, settings });
  const found = rows.map(({ t }) => storedOf(t));
  return new Map(found.map((one) => [keyOf(one), one]));
}

const storedOf = (t: StoredRow): StoredFinding => ({
  trace: t[0],
  start: BigInt(t[1]),
  rule: t[2],
  place: t[3],
  received: t[4],
  retention: t[5],
  digest: BigInt(t[6]),
  version: BigInt(t[7]),
  removed: t[8] === 1,
});
