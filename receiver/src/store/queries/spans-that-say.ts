import type { Store } from "../store.ts";
import { saysOnSpan } from "./attribute-conditions.ts";
import { minute, within } from "./conditions.ts";
import type { AttributeFilter, Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** More are not named one by one. */
const most = 5000;

/** One telling of a span, in which it said so. */
interface Saying {
  readonly trace: string;
  readonly span: string;
  readonly begun: string;
  readonly version: string;
}

/** Where spans of the range ever said so, by the index alone; undefined where that is too often to name. */
export async function sayings(
  store: Store,
  project: string,
  range: Range,
  filter: AttributeFilter,
): Promise<readonly Saying[] | undefined> {
  const told = await everTold(store, project, range, filter);
  return told.length > most ? undefined : told;
}

/** The traces of which a span still says so: what it said may have been told anew since. */
export async function tracesThatSay(
  store: Store,
  project: string,
  told: readonly Saying[],
): Promise<ReadonlySet<string>> {
  const newest = await newestVersions(store, project, told);
  return new Set(
    told.filter((one) => newest.get(`${one.trace} ${one.span}`) === one.version).map(({ trace }) => trace),
  );
}

function everTold(store: Store, project: string, range: Range, filter: AttributeFilter): Promise<Saying[]> {
  const add = new Parameters();
  const conditions = [...within(project, "start", range, add), saysOnSpan(filter, add), "removed = 0"];
  const text = `
    SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, toString(${minute}) AS begun, version
    FROM spans WHERE ${conditions.join(" AND ")}
    LIMIT ${add.add("UInt32", most + 1)}`;
  return store.query<Saying>({ text, params: add.values });
}

async function newestVersions(store: Store, project: string, told: readonly Saying[]) {
  if (told.length === 0) return new Map<string, string>();
  const add = new Parameters();
  const begun = told.map((one) => BigInt(one.begun));
  const inOrder = begun.toSorted((one, other) => Number(one - other));
  const bounds = { from: (inOrder[0] ?? 0n) * aMinute, to: ((inOrder.at(-1) ?? 0n) + 1n) * aMinute };
  const minutes = add.add("Array(UInt64)", begun);
  const traces = add.strings(told.map(({ trace }) => trace));
  const places = `SELECT arrayJoin(arrayMap((m, t) -> (m, toFixedString(unhex(t), 16)), ${minutes}, ${traces}))`;
  const spans = add.strings(told.map(({ span }) => span));
  const text = `
    SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, toString(max(version)) AS newest
    FROM spans
    WHERE ${within(project, "start", bounds, add).join(" AND ")}
      AND (${minute}, trace_id) IN (${places})
      AND span_id IN (SELECT toFixedString(unhex(arrayJoin(${spans})), 8))
    GROUP BY trace_id, span_id`;
  const rows = await store.query<{ trace: string; span: string; newest: string }>({ text, params: add.values });
  return new Map(rows.map(({ trace, span, newest }) => [`${trace} ${span}`, newest]));
}

const aMinute = 60_000_000_000n;
