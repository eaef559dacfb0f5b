import { durationConditions, type Filters, minute, oneOf, spanConditions, within } from "../filters.ts";
import { entryConditions } from "../ledger-spans.ts";
import type { Parameters } from "../parameters.ts";
import type { KeyedTable } from "./pages.ts";
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
    conditions,
    placeOf: ({ start, trace, span }) => [String(BigInt(start) / aMinute), trace, span],
  };
}

/**
 * A span answers by its own row for what every span has, and by its entry in the ledger for whose it is, which it may
 * have from the spans above, and for what it cost.
 */
function conditions(filters: Filters, add: Parameters): string[] {
  const { project, range, kind, service, status, attributes, q, minDuration: _, maxDuration: __, ...whose } = filters;
  const said = { kind, service, attributes, q } as Filters;
  return [
    ...oneOf("toString(status)", status, add),
    ...durationConditions("duration", filters, add),
    ...spanConditions({ ...said, project, range }, add),
    ...entries({ project, range, ...whose }, add),
  ];
}

function entries(filters: Filters, add: Parameters): string[] {
  const asked = entryConditions(filters, add);
  if (asked.length === 0) return [];
  const all = [...within(filters.project, "start", filters.range, add), ...asked].join(" AND ");
  return [`(trace_id, span_id) IN (SELECT trace_id, span_id FROM ledger FINAL WHERE ${all})`];
}
