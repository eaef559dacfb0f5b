import type { Store } from "../../store.ts";
import { contentsInOrder, type StoredAttributes, wholeAttributes, wholeText } from "../../stored-values.ts";
import type { Filters } from "../filters.ts";
import { findOrigins } from "../read-origins.ts";
import { type ReferringRow, referringColumns } from "../referring-row.ts";
import { batchesOf } from "./batches.ts";
import { ContentCache } from "./content-cache.ts";
import type { Stored } from "./each-stored-span.ts";
import { heavily } from "./heavily.ts";
import { logTable } from "./log-table.ts";
import { pagesOf } from "./pages.ts";
import { readsSpeakers } from "./read-speakers.ts";

/** A log record as it was sent, as far as it was kept. Ids are hex, none is all zeros. */
export interface StoredLog {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  /** 0 where none was sent. */
  readonly time: bigint;
  /** Where none was sent, and no time either, when it came in. */
  readonly observed: bigint;
  readonly severity: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: { readonly text: string; readonly type: string };
  readonly attributes: StoredAttributes;
  readonly droppedAttributes: number;
  readonly origin: string;
}

interface StoredRow extends ReferringRow {
  readonly record: string;
  readonly trace: string;
  readonly span: string;
  readonly flags: number;
  readonly time: string;
  readonly sent_time: string;
  readonly observed: string;
  readonly severity: number;
  readonly severity_text: string;
  readonly event_name: string;
  readonly body: string;
  readonly body_type: string;
  readonly dropped_attributes: number;
}

const columns = `
  lower(hex(id)) AS record, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, flags, time, sent_time, observed,
  severity, severity_text, event_name, body, body_type, dropped_attributes, ${referringColumns}`;

/** Every log record of the range that answers to the filters. */
export async function* eachStoredLog(given: Store, filters: Filters): AsyncGenerator<Stored<StoredLog>> {
  const store = heavily(given);
  const { project } = filters;
  const attributes = await findOrigins(store, project, filters.attributes);
  const contents = new ContentCache(store, project);
  const speakersOf = readsSpeakers(store, project);
  const table = logTable<StoredRow>(columns);
  for await (const rows of pagesOf(store, table, { ...filters, ...(attributes && { attributes }) })) {
    const speakers = await speakersOf(rows.map((row) => row.origin_name));
    for await (const batch of batchesOf(rows, contents))
      yield { items: batch.map(({ row, contents: found }) => toStored(row, found)), speakers };
  }
}

function toStored(row: StoredRow, contents: ReadonlyMap<string, Buffer>): StoredLog {
  const nextContent = contentsInOrder(row.ref_names, contents);
  const told = { keys: row.attribute_keys, texts: row.attribute_texts, types: row.attribute_types };
  const body = wholeText(row.body, row.body_type, nextContent);
  const attributes = wholeAttributes(told, nextContent);
  return {
    traceId: row.trace,
    spanId: row.span,
    flags: row.flags,
    time: BigInt(row.sent_time),
    observed: row.sent_time === "0" && row.observed === "0" ? BigInt(row.time) : BigInt(row.observed),
    severity: row.severity,
    severityText: row.severity_text,
    eventName: row.event_name,
    body: body === null ? { text: "", type: "e" } : { text: body, type: row.body_type.toLowerCase() },
    attributes,
    droppedAttributes: row.dropped_attributes + told.keys.length - attributes.keys.length,
    origin: row.origin_name,
  };
}
