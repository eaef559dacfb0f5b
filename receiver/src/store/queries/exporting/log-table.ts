import { type Filters, logConditions } from "../filters.ts";
import { Parameters } from "../parameters.ts";
import type { Found, KeyedTable } from "./pages.ts";
import { aMinute } from "./stretches.ts";

interface PlacedLog {
  readonly time: string;
  readonly trace: string;
  readonly record: string;
}

export function logTable<Row extends PlacedLog>(columns: string): KeyedTable<Row> {
  return {
    name: "logs",
    columns,
    key: [
      { expression: `intDiv(time, ${aMinute})`, bytes: "number" },
      { expression: "trace_id", bytes: 16 },
      { expression: "time", bytes: "number" },
      { expression: "id", bytes: 16 },
    ],
    naming: 1,
    always: "1",
    found,
    placeOf: ({ time, trace, record }) => [String(BigInt(time) / aMinute), trace, time, record],
  };
}

function found(filters: Filters): Found | undefined {
  if (logConditions(filters, new Parameters()).length === 0) return undefined;
  return { table: "logs", conditions: (add) => logConditions(filters, add) };
}
