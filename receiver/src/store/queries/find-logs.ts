import type { LogRecord } from "../../model/log.ts";
import type { Store } from "../store.ts";
import { contentsInOrder, readStored } from "../stored-values.ts";
import { type Filters, logConditions, within } from "./filters.ts";
import type { Page, PageQuery } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import {
  attributesOf,
  type ReferringRow,
  readSurroundings,
  referringColumns,
  type Surroundings,
} from "./referring-row.ts";
import { idOrNull } from "./span-row.ts";
import { type Places, timePage } from "./time-page.ts";

export interface LogFilters {
  readonly traceId?: string;
  readonly traceIds?: readonly string[];
  readonly spanId?: string;
  readonly spanIds?: readonly string[];
  /** The least severity number. */
  readonly severity?: number;
  readonly onlyEvents?: boolean;
}

/** Log records in the range, newest first unless asked otherwise. */
export async function findLogs(
  store: Store,
  filters: Filters,
  page: PageQuery,
  own: LogFilters = {},
): Promise<Page<LogRecord>> {
  const { order, range, behind, cut } = timePage<LogRow>(page, filters.range, places);
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const asked = { ...filters, range, ...(attributes && { attributes }) };
  const add = new Parameters();
  const conditions = [
    ...within(filters.project, "time", range, add),
    ...ownConditions(own, add),
    ...logConditions(asked, add),
    ...behind(add),
  ];
  const text = `
    SELECT ${logColumns} FROM logs FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY intDiv(time, 60000000000) ${order}, time ${order}, id ${order}
    LIMIT ${add.add("UInt32", page.limit + 1)}`;
  const { items, nextCursor } = cut(await store.query<LogRow>({ text, params: add.values }));
  const surroundings = await readSurroundings(store, filters.project, items);
  return { items: items.map((row) => toRecord(row, surroundings)), nextCursor };
}

export const logColumns = `
  lower(hex(id)) AS record, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, time, sent_time, observed,
  severity, severity_text, event_name, body, body_type, service, scope, ${referringColumns}`;

export interface LogRow extends ReferringRow {
  readonly record: string;
  readonly trace: string;
  readonly span: string;
  readonly time: string;
  readonly sent_time: string;
  readonly observed: string;
  readonly severity: number;
  readonly severity_text: string;
  readonly event_name: string;
  readonly body: string;
  readonly body_type: string;
  readonly service: string;
  readonly scope: string;
}

const places: Places<LogRow> = { column: "id", placeOf: ({ time, record }) => [time, record] };

function ownConditions(own: LogFilters, add: Parameters): string[] {
  const { traceId, traceIds, spanId, spanIds, severity, onlyEvents } = own;
  return [
    ...(traceId === undefined ? [] : [`trace_id = ${add.id(traceId)}`]),
    ...(traceIds === undefined
      ? []
      : [`trace_id IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(traceIds)})), 16))`]),
    ...(spanId === undefined ? [] : [`span_id = ${add.id(spanId)}`]),
    ...(spanIds === undefined ? [] : [`lower(hex(span_id)) IN ${add.strings(spanIds)}`]),
    ...(severity === undefined ? [] : [`severity >= ${add.add("Int64", severity)}`]),
    ...(onlyEvents ? ["event_name != ''"] : []),
  ];
}

export function toRecord(row: LogRow, { origins, contents }: Surroundings): LogRecord {
  const nextContent = contentsInOrder(row.ref_names, contents);
  // In this order they were moved out.
  const body = readStored(row.body, row.body_type, nextContent);
  const attributes = attributesOf(row, nextContent);
  return {
    id: row.record,
    traceId: idOrNull(row.trace),
    spanId: idOrNull(row.span),
    time: row.time,
    sentTime: row.sent_time === "0" ? null : row.sent_time,
    observedTime: row.observed === "0" ? null : row.observed,
    severity: row.severity,
    severityText: row.severity_text || null,
    eventName: row.event_name || null,
    body,
    service: row.service || null,
    scope: row.scope || null,
    attributes,
    resource: origins.get(row.origin_name) ?? {},
  };
}
