import type { Store } from "../store.ts";
import type { SaidQuery } from "./read-said.ts";
import { amongAsked, askedParams, ingestLane, keyOf, type SpanIds, started, told, withReach } from "./spans-asked.ts";

const OF_SPANS = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    arraySum(v -> length(v), mapValues(attributes)) + arraySum(e -> length(e), events) AS bytes,
    arrayMap(r -> lower(hex(r)), refs) AS ref_names
  FROM spans
  WHERE ${started} AND ${amongAsked} AND removed = 0
`;

const OF_LOGS = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    sum(length(body) + arraySum(v -> length(v), mapValues(attributes))) AS bytes,
    arrayMap(r -> lower(hex(r)), groupArrayArray(refs)) AS ref_names
  FROM logs
  WHERE ${told} AND ${amongAsked}
  GROUP BY trace_id, span_id
`;

const OF_CONTENTS = `
  SELECT lower(hex(hash)) AS name, max(length(content)) AS bytes
  FROM contents
  WHERE project = {project:String} AND hash IN (SELECT toFixedString(unhex(arrayJoin({hashes:Array(String)})), 16))
  GROUP BY hash
`;

interface Row extends SpanIds {
  readonly bytes: number;
  readonly ref_names: readonly string[];
}

/** So many hashes travel in one statement. */
const hashesAtOnce = 4000;

/** How many bytes would be read for what these spans and their log events say: no end of them while some are on their way. */
export async function readSaidSizes(
  store: Store,
  { project, place, calls }: Omit<SaidQuery, "mostBytes">,
): Promise<ReadonlyMap<string, number>> {
  const { low, high } = place;
  const params = { ...askedParams(project, calls), low, high };
  const spans = await store.query<Row>({ text: OF_SPANS, params, ...ingestLane });
  const withLogs = calls.filter(({ hasLogs }) => hasLogs);
  const logParams = { ...askedParams(project, withLogs), ...withReach(place) };
  const logs = withLogs.length === 0 ? [] : await store.query<Row>({ text: OF_LOGS, params: logParams, ...ingestLane });
  const rows = [...spans, ...logs];
  const lengths = await lengthsOf(store, project, [...new Set(rows.flatMap(({ ref_names }) => ref_names))]);
  const sizes = new Map<string, number>();
  for (const { bytes, ref_names, ...ids } of rows) {
    const referred = ref_names.reduce((sum, name) => sum + (lengths.get(name) ?? Number.POSITIVE_INFINITY), 0);
    sizes.set(keyOf(ids), (sizes.get(keyOf(ids)) ?? 0) + bytes + referred);
  }
  return sizes;
}

async function lengthsOf(
  store: Store,
  project: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const lengths = new Map<string, number>();
  for (let at = 0; at < hashes.length; at += hashesAtOnce) {
    const params = { project, hashes: hashes.slice(at, at + hashesAtOnce) };
    const rows = await store.query<{ name: string; bytes: number }>({ text: OF_CONTENTS, params, ...ingestLane });
    for (const { name, bytes } of rows) lengths.set(name, bytes);
  }
  return lengths;
}
