import { attributeConditions, isIndexed } from "./attribute-conditions.ts";
import { callConditions, minute, oneOf, within } from "./conditions.ts";
import { errorConditions } from "./error-conditions.ts";
import type { Filters, Range } from "./filters.ts";
import type { Parameters } from "./parameters.ts";
import { spanTextConditions } from "./text-conditions.ts";

/** Says whether a span, by what is on its own row, is one of those asked for. Each name gives one condition. */
export function spanConditions(filters: Filters, add: Parameters): string[] {
  return [
    ...callConditions(filters, add),
    ...oneOf("release", filters.release, add),
    ...attributeConditions(filters, add),
    ...spanTextConditions(filters, add),
  ];
}

/** What only the span's own row holds, asked of a row that names the span. */
export function storedConditions(filters: Filters, add: Parameters): string[] {
  const asked = [
    ...oneOf("release", filters.release, add),
    ...attributeConditions(filters, add),
    ...spanTextConditions(filters, add),
  ];
  const failed = errorConditions(filters, "trace_id, span_id", add);
  if (asked.length === 0) return [...failed];
  const { project, range } = filters;
  const those = spansThat("trace_id, span_id", project, range, asked.join(" AND "), add);
  return [...failed, `(trace_id, span_id) IN (${those})`];
}

/** The index finds where such spans were ever told; only there is it worth reading what was told last. */
export function spansThat(columns: string, project: string, range: Range, condition: string, add: Parameters): string {
  const told = [...within(project, "start", range, add), condition].join(" AND ");
  const place = `${minute}, trace_id`;
  const ever = isIndexed(condition) ? `AND (${place}) IN (SELECT ${place} FROM spans WHERE ${told})` : "";
  return `SELECT ${columns} FROM spans FINAL WHERE ${told} ${ever}`;
}
