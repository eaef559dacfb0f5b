import { isAsked, oneOf, within } from "./conditions.ts";
import type { Filters } from "./filters.ts";
import { shapeOf } from "./message-shape.ts";
import type { Parameters } from "./parameters.ts";

/** How a failure is called and what it says, of a row with all three columns. */
export const typeOfError = "if(error_type = '', 'error', error_type)";
export const messageOfError = "if(error_message = '', status_message, error_message)";

type Asked = Pick<Filters, "project" | "range" | "errorType" | "errorShape">;

/**
 * Whether a row's span failed so, or with the trace alone some span of it, as errors are told: the type and the shape must
 * be those of one failure.
 */
export function errorConditions(
  filters: Asked,
  columns: "trace_id" | "trace_id, span_id",
  add: Parameters,
): readonly string[] {
  const { project, range, errorType, errorShape } = filters;
  if (!isAsked(errorType) && !isAsked(errorShape)) return [];
  const asked = [
    ...oneOf(typeOfError, errorType, add),
    ...(isAsked(errorShape) ? oneOf(shapeOf(messageOfError, add), errorShape, add) : []),
  ];
  const failures = failuresWithin(within(project, "start", range, add).join(" AND "));
  return [`(${columns}) IN (SELECT ${columns} FROM (${failures}) WHERE ${asked.join(" AND ")})`];
}

/**
 * What failed, with how and the ids of its span. A log event may tell that a call failed whose span does not, and of one
 * that does, how.
 */
export function failuresWithin(bounds: string): string {
  const adopted = `FROM ledger FINAL WHERE ${bounds} AND adopted AND failed`;
  return `
    SELECT trace_id, span_id, if(own_type = '', adopted_type, own_type) AS error_type,
      if(own_message = '', adopted_message, own_message) AS error_message, status_message
    FROM (
      SELECT trace_id, span_id, error_type AS own_type, error_message AS own_message, status_message
      FROM spans FINAL WHERE ${bounds}
        AND (status = 'error' OR (status = 'ok' AND (trace_id, span_id) IN (SELECT trace_id, span_id ${adopted})))
    ) AS told
    LEFT ANY JOIN (
      SELECT trace_id, span_id, error_type AS adopted_type, error_message AS adopted_message ${adopted}
    ) AS booked USING (trace_id, span_id)`;
}
