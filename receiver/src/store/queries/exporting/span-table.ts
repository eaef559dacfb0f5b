import { isAsked, minute } from "../conditions.ts";
import type { Filters } from "../filters.ts";
import { shownSpans } from "../shown-spans.ts";
import type { Found, KeyedTable } from "./pages.ts";
import { aMinute } from "./stretches.ts";

interface PlacedSpan {
  readonly start: string;
  readonly trace: string;
  readonly span: string;
}

export function spanTable<Row extends PlacedSpan>(columns: string, always = "1"): KeyedTable<Row> {
  return {
    name: "spans",
    columns,
    key: [
      { expression: minute, bytes: "number" },
      { expression: "trace_id", bytes: 16 },
      { expression: "span_id", bytes: 8 },
    ],
    naming: 2,
    always,
    found,
    placeOf: ({ start, trace, span }) => [String(BigInt(start) / aMinute), trace, span],
  };
}

/** Those that the list of spans shows. */
function found(filters: Filters): Found | undefined {
  if (!isNarrowed(filters)) return undefined;
  const { table, conditions } = shownSpans(filters);
  return { table, conditions: (add) => conditions(filters, add) };
}

function isNarrowed({ project: _, range: __, ...asked }: Filters): boolean {
  return Object.values(asked).some((one: unknown) => (Array.isArray(one) ? isAsked(one) : one !== undefined));
}
