import type { Store } from "../store.ts";
import { saysOnSpan } from "./attribute-conditions.ts";
import { minute, ofTraces, within } from "./conditions.ts";
import type { AttributeFilter, Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** One telling of a span of the trace, in which it said so: the minute in which it began, and the part of the table it lies in. */
interface Saying {
  readonly trace: string;
  readonly begun: string;
  readonly part: string;
}

const columns = `lower(hex(trace_id)) AS trace, ${minute} AS begun, _part AS part`;

interface Asked {
  readonly project: string;
  readonly range: Range;
  readonly attribute: AttributeFilter;
  /** Tellings that are named one by one. */
  readonly most: number;
}

/** Where spans of the range ever said so, by the index alone; undefined where that is too often to name. */
export async function sayings(store: Store, asked: Asked): Promise<readonly Saying[] | undefined> {
  const { project, range, attribute, most } = asked;
  const add = new Parameters();
  const conditions = [...within(project, "start", range, add), saysOnSpan(attribute, add), "removed = 0"];
  const text = `
    SELECT ${columns}
    FROM spans WHERE ${conditions.join(" AND ")}
    LIMIT ${add.add("UInt32", most + 1)}`;
  const told = await store.query<Saying>({ text, params: add.values });
  return told.length > most ? undefined : told;
}

/** The traces of which a span still says so: what it said may have been told anew since. */
export async function tracesThatSay(
  store: Store,
  project: string,
  filter: AttributeFilter,
  told: readonly Saying[],
): Promise<ReadonlySet<string>> {
  const traces = new Set(told.map(({ trace }) => trace));
  const others = await inOtherParts(store, project, told);
  const doubted = told.filter(({ trace }) => others.has(trace));
  const sure = [...traces].filter((trace) => !others.has(trace));
  return new Set([...sure, ...(await stillSaying(store, project, filter, doubted))]);
}

/** Within a part there is no span twice: only what lies in another one, too, can have been told anew. */
async function inOtherParts(store: Store, project: string, told: readonly Saying[]): Promise<ReadonlySet<string>> {
  if (told.length === 0) return new Set();
  const add = new Parameters();
  const parts = new Set(told.map(({ part }) => part));
  const [only = ""] = parts;
  const elsewhere = parts.size === 1 ? [`_part != ${add.string(only)}`] : [];
  const text = `
    SELECT DISTINCT ${columns}
    FROM spans WHERE ${[...around(project, told, add), ...elsewhere].join(" AND ")}`;
  const there = await store.query<Saying>({ text, params: add.values });
  const partOf = new Map(told.map((one) => [placeOf(one), one.part]));
  const others = there.filter((one) => (partOf.get(placeOf(one)) ?? one.part) !== one.part);
  return new Set(others.map(({ trace }) => trace));
}

const placeOf = ({ trace, begun }: Saying) => `${trace} ${begun}`;

async function stillSaying(
  store: Store,
  project: string,
  filter: AttributeFilter,
  told: readonly Saying[],
): Promise<readonly string[]> {
  if (told.length === 0) return [];
  const add = new Parameters();
  const conditions = [...around(project, told, add), saysOnSpan(filter, add)];
  const text = `
    SELECT DISTINCT lower(hex(trace_id)) AS trace
    FROM spans FINAL WHERE ${conditions.join(" AND ")}`;
  const rows = await store.query<{ trace: string }>({ text, params: add.values });
  return rows.map(({ trace }) => trace);
}

/** These traces, in the minutes in which any of them was found to say so. */
function around(project: string, told: readonly Saying[], add: Parameters): string[] {
  const begun = told.map((one) => BigInt(one.begun)).sort((one, other) => Number(one - other));
  const bounds = { from: (begun[0] ?? 0n) * aMinute, to: ((begun.at(-1) ?? 0n) + 1n) * aMinute };
  const minutes = `${minute} IN ${add.add("Array(UInt64)", [...new Set(begun)])}`;
  const traces = [...new Set(told.map(({ trace }) => trace))];
  return [...within(project, "start", bounds, add), minutes, ...ofTraces({ traces }, add)];
}

const aMinute = 60_000_000_000n;
