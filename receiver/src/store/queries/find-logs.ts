import type { Store } from "../store.ts";
import { type Attributes, type Contents, contentsInOrder, readAttributes, readStored } from "../stored-values.ts";
import { type Filters, logConditions, type Range, within } from "./filters.ts";
import { type Cursor, decodeCursor, encodeCursor, hexId, nanos, type Page, type PageQuery, pageOf } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { readContents } from "./read-contents.ts";
import { findOrigins, readOrigins } from "./read-origins.ts";
import { idOrNull } from "./span-row.ts";

export interface LogRecord {
  readonly id: string;
  readonly traceId: string | null;
  readonly spanId: string | null;
  /** When it happened, as sent; else when it was observed; else when it came in. */
  readonly time: string;
  readonly sentTime: string | null;
  readonly observedTime: string | null;
  /** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
  readonly severity: number;
  readonly severityText: string | null;
  readonly eventName: string | null;
  readonly body: unknown;
  readonly service: string | null;
  readonly scope: string | null;
  readonly attributes: Attributes;
  readonly resource: Attributes;
}

export interface LogFilters {
  readonly traceId?: string;
  readonly spanId?: string;
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
  const { order = "desc", limit } = page;
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, "time", order, [nanos, hexId(16)]);
  const range = cursor?.range ?? filters.range;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const asked = { ...filters, range, ...(attributes && { attributes }) };
  const add = new Parameters();
  const conditions = [
    ...within(filters.project, "time", range, add),
    ...ownConditions(own, add),
    ...logConditions(asked, add),
    ...(cursor === undefined ? [] : behind(cursor, add)),
  ];
  const text = `
    SELECT ${columns} FROM logs FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY intDiv(time, 60000000000) ${order}, time ${order}, id ${order}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  const rows = await store.query<LogRow>({ text, params: add.values });
  const records = await toRecords(store, filters.project, rows.slice(0, limit));
  const { nextCursor } = pageOf(
    rows,
    limit,
    (row) => row,
    (row) => cursorAfter(row, order, range),
  );
  return { items: records, nextCursor };
}

const columns = `
  lower(hex(id)) AS record, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, time, sent_time, observed,
  severity, severity_text, event_name, body, body_type, service, scope,
  mapKeys(attributes) AS attribute_keys, mapValues(attributes) AS attribute_texts, attribute_types,
  arrayMap(r -> lower(hex(r)), refs) AS ref_names, lower(hex(origin)) AS origin_name`;

interface LogRow {
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
  readonly attribute_keys: readonly string[];
  readonly attribute_texts: readonly string[];
  readonly attribute_types: string;
  readonly ref_names: readonly string[];
  readonly origin_name: string;
}

function ownConditions({ traceId, spanId, severity, onlyEvents }: LogFilters, add: Parameters): string[] {
  return [
    ...(traceId === undefined ? [] : [`trace_id = ${add.id(traceId)}`]),
    ...(spanId === undefined ? [] : [`span_id = ${add.id(spanId)}`]),
    ...(severity === undefined ? [] : [`severity >= ${add.add("Int64", severity)}`]),
    ...(onlyEvents ? ["event_name != ''"] : []),
  ];
}

function behind({ order, place: [time = "", id = ""] }: Cursor, add: Parameters): string[] {
  const beyond = order === "desc" ? "<" : ">";
  const from = add.nanos(BigInt(time));
  return [`time ${beyond}= ${from}`, `(time ${beyond} ${from} OR id ${beyond} ${add.id(id)})`];
}

const cursorAfter = (row: LogRow, order: "asc" | "desc", range: Range) =>
  encodeCursor({ sort: "time", order, range, place: [row.time, row.record] });

async function toRecords(store: Store, project: string, rows: readonly LogRow[]): Promise<LogRecord[]> {
  const origins = await readOrigins(
    store,
    project,
    rows.map((row) => row.origin_name),
  );
  const contents = await readContents(
    store,
    project,
    rows.map((row) => row.ref_names),
  );
  return rows.map((row) => toRecord(row, contents, origins.get(row.origin_name) ?? {}));
}

function toRecord(row: LogRow, contents: Contents, resource: Attributes): LogRecord {
  const nextContent = contentsInOrder(row.ref_names, contents);
  const attributes = readAttributes(
    { keys: row.attribute_keys, texts: row.attribute_texts, types: row.attribute_types },
    nextContent,
  );
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
    body: readStored(row.body, row.body_type, nextContent),
    service: row.service || null,
    scope: row.scope || null,
    attributes,
    resource,
  };
}
