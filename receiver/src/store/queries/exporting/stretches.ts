import type { Store } from "../../store.ts";
import { within } from "../conditions.ts";
import type { Range } from "../filters.ts";
import { Parameters } from "../parameters.ts";

/** About as many rows as one question should look through. */
const mostRows = 100_000n;
const minutesAtOnce = 10_000;
export const aMinute = 60_000_000_000n;

export const timeOf = { spans: "start", logs: "time", traces: "start", sessions: "start" } as const;
export type TimedTable = keyof typeof timeOf;

interface Minute {
  readonly minute: bigint;
  readonly rows: bigint;
}

/** The range in parts of some minutes, in order and without those that hold nothing. A full minute is a part of its own. */
export async function* stretchesOf(
  store: Store,
  table: TimedTable,
  project: string,
  range: Range,
): AsyncGenerator<Range> {
  for (let from = range.from; ; ) {
    const minutes = await rowsByMinute(store, table, project, { from, to: range.to });
    for (const part of parts(minutes)) yield inMinutes(part, range);
    const last = minutes.at(-1);
    if (last === undefined || minutes.length < minutesAtOnce) return;
    from = (last.minute + 1n) * aMinute;
  }
}

async function rowsByMinute(store: Store, table: TimedTable, project: string, range: Range): Promise<Minute[]> {
  const add = new Parameters();
  const time = timeOf[table];
  const text = `
    SELECT intDiv(${time}, ${aMinute}) AS minute, count() AS told FROM ${table}
    WHERE ${within(project, time, range, add).join(" AND ")}
    GROUP BY minute ORDER BY minute LIMIT ${add.add("UInt32", minutesAtOnce)}`;
  const rows = await store.query<{ minute: string; told: string }>({ text, params: add.values });
  return rows.map(({ minute, told }) => ({ minute: BigInt(minute), rows: BigInt(told) }));
}

function* parts(minutes: readonly Minute[]): Generator<readonly Minute[]> {
  let part: Minute[] = [];
  let rows = 0n;
  for (const one of minutes) {
    if (part.length > 0 && rows + one.rows > mostRows) {
      yield part;
      part = [];
      rows = 0n;
    }
    part.push(one);
    rows += one.rows;
  }
  if (part.length > 0) yield part;
}

function inMinutes(part: readonly Minute[], range: Range): Range {
  const begun = (part[0]?.minute ?? 0n) * aMinute;
  const over = ((part.at(-1)?.minute ?? 0n) + 1n) * aMinute;
  return { from: begun > range.from ? begun : range.from, to: over < range.to ? over : range.to };
}
