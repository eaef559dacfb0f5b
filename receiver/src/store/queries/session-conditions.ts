import { notedIn } from "./attribute-conditions.ts";
import { isAsked, oneOf, within } from "./conditions.ts";
import type { Filters, MetadataFilter } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** What only a session says of itself. */
export function botConditions(filters: Filters, add: Parameters): string[] {
  return [
    ...oneOf("bot_name", filters.bot, add),
    ...oneOf("bot_type", filters.botType, add),
    ...oneOf("end_reason", filters.endReason, add),
  ];
}

/** That what a row belongs to, by the session's id in `column`, is a session of which the conditions hold. */
export function inSessions(filters: Filters, column: string, conditions: readonly string[], add: Parameters): string {
  const all = [...sessionsAround(filters, add), ...conditions].join(" AND ");
  return `${column} IN (SELECT session_id FROM sessions FINAL WHERE ${all})`;
}

/** A session that something of the range belongs to begins before the range ends, and ends after it begins. */
function sessionsAround({ project, range }: Filters, add: Parameters): string[] {
  return [...within(project, "start", { from: 0n, to: range.to }, add), `end >= ${add.nanos(range.from)}`];
}

/** What the session of a row, named in `column`, is to say of itself. */
export function ofSession(filters: Filters, column: string, add: Parameters): string[] {
  const conditions = botConditions(filters, add);
  return conditions.length === 0 ? [] : [inSessions(filters, column, conditions, add)];
}

/** For each note asked for: that the row's session notes it, or what else may. */
export function metadataConditions(
  filters: Filters,
  add: Parameters,
  ways: { readonly bySession: (noted: string) => string; readonly bySpans: (filter: MetadataFilter) => string },
): string[] {
  const asked = (filters.metadata ?? []).filter(({ values }) => isAsked(values));
  return asked.map((one) => `(${ways.bySession(notedIn("metadata", one, add))} OR ${ways.bySpans(one)})`);
}

/** The rows with what their sessions tell: `column` names the session. */
export function withSessions(rows: string, column: string, filters: Filters, add: Parameters): string {
  return `
    SELECT counted.*, bot_name, bot_type, end_reason FROM (SELECT *, ${column} AS of_session FROM (${rows})) AS counted
    LEFT ANY JOIN (
      SELECT session_id AS of_session, bot_name, bot_type, end_reason
      FROM sessions FINAL WHERE ${sessionsAround(filters, add).join(" AND ")}
    ) AS told USING (of_session)`;
}
