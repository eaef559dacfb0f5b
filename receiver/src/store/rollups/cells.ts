import { modelOf } from "../queries/conditions.ts";
import { costIsKnown } from "../queries/cost-row.ts";
import { amountsOfEntry } from "./amounts.ts";

/** What entries of one cell have in common, and what of an entry says it. */
const shared: readonly (readonly [name: string, ofEntry: string])[] = [
  ...["state", "failed", "counts", "kind", "service", "environment", "provider"].map((name) => [name, name] as const),
  ["used_model", modelOf],
  ...["tool_name", "agent_name", "platform"].map((name) => [name, name] as const),
];

const isTimed = "state = 'ended'";
const asLong = "toFloat32(toBFloat16(toFloat32(duration)))";

/** What a cell adds up: its name, what one entry adds, and what several cells come to. */
const summed: readonly (readonly [name: string, ofEntry: string, ofCells: string])[] = [
  ["amounts", amountsOfEntry, "sumForEach(amounts)"],
  ["price_versions", `if(${costIsKnown}, [price_version], [])`, "groupUniqArrayArray(2)(price_versions)"],
  ["shortest", `if(${isTimed}, duration, toInt64('9223372036854775807'))`, "min(shortest)"],
  ["longest", `if(${isTimed}, duration, toInt64('-9223372036854775808'))`, "max(longest)"],
  ["took", `if(${isTimed}, [${asLong}], [])`, "sumMap(took, took_so).1"],
  ["took_so", `if(${isTimed}, [toUInt32(1)], [])`, "sumMap(took, took_so).2"],
  ["in_traces", "[cityHash64(trace_id)]", "groupUniqArrayArray(in_traces)"],
  ["first_start", "start", "min(first_start)"],
  ["last_start", "start", "max(last_start)"],
  ["trace_of_last", "trace_id", "argMax(trace_of_last, last_start)"],
  ["span_of_last", "span_id", "argMax(span_of_last, last_start)"],
];

const ofEntries: ReadonlyMap<string, string> = new Map(
  [...shared, ...summed].map(([name, ofEntry]) => [name, ofEntry]),
);
const sharedNames = shared.map(([name]) => name);
export const cellColumns: readonly string[] = [...sharedNames, ...summed.map(([name]) => name)];

/** Entries that the conditions hold of, each as a cell of its own, beginning at `start`. */
export function entriesAsCells(conditions: readonly string[], columns = cellColumns): string {
  const told = columns.map((name) => (ofEntries.get(name) === name ? name : `${ofEntries.get(name)} AS ${name}`));
  return `SELECT start, ${told.join(", ")} FROM ledger FINAL WHERE ${[...conditions, "NOT hidden"].join(" AND ")}`;
}

/** The cells of the rows of `rollups` that the conditions hold of, with the time at which each row begins. */
export function storedCells(conditions: readonly string[], columns = cellColumns): string {
  const all = conditions.join(" AND ");
  const joined = sharedNames.filter((name) => !columns.includes(name) && all.includes(name));
  return `
    SELECT toUInt64(begin) * 900000000000 AS start, ${columns.join(", ")}
    FROM rollups FINAL ARRAY JOIN ${[...columns, ...joined].join(", ")}
    WHERE ${all}`;
}

/** Cells of one time that have all in common made one, and of each time its cells as arrays, at most `most` of them. */
export function gathered(cells: string, quarters: number, most: number): string {
  const alike = summed.map(([name, , ofCells]) => `${ofCells} AS sum_of_${name}`);
  const arrays = [...sharedNames, ...summed.map(([name]) => `sum_of_${name}`)];
  return `
    SELECT begun, count() AS cells, ${arrays.map((name, at) => `groupArray(${most})(${name}) AS cell_${at}`).join(", ")}
    FROM (
      SELECT toUInt32(intDiv(start, 900000000000 * ${quarters}) * ${quarters}) AS begun, ${sharedNames.join(", ")},
        ${alike.join(", ")}
      FROM (${cells})
      GROUP BY begun, ${sharedNames.join(", ")}
    )
    GROUP BY begun`;
}
