import type { Store } from "../../store.ts";
import { contentsInOrder, type StoredAttributes, wholeAttributes } from "../../stored-values.ts";
import type { Filters } from "../filters.ts";
import { findOrigins } from "../read-origins.ts";
import { type ReferringRow, referringColumns } from "../referring-row.ts";
import { isFoldedEvent } from "../span-row.ts";
import { batchesOf } from "./batches.ts";
import { ContentCache } from "./content-cache.ts";
import { heavily } from "./heavily.ts";
import { pagesOf } from "./pages.ts";
import { readsSpeakers, type Speaker } from "./read-speakers.ts";
import { spanTable } from "./span-table.ts";

/** A span as it was sent, as far as it was kept. Ids are hex, none is all zeros. */
export interface StoredSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  readonly start: bigint;
  /** 0 while it runs. */
  readonly end: bigint;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly attributes: StoredAttributes;
  readonly droppedAttributes: number;
  /** OTLP's Event and Link, in protobuf. */
  readonly events: readonly Uint8Array[];
  readonly droppedEvents: number;
  readonly links: readonly Uint8Array[];
  readonly droppedLinks: number;
  readonly origin: string;
}

export interface Stored<Item> {
  readonly items: readonly Item[];
  /** Who speaks, by the origin that an item names. */
  readonly speakers: ReadonlyMap<string, Speaker>;
}

interface StoredRow extends ReferringRow {
  readonly trace: string;
  readonly span: string;
  readonly parent: string;
  readonly trace_state: string;
  readonly flags: number;
  readonly name: string;
  readonly span_kind: number;
  readonly start: string;
  readonly duration: string;
  readonly stage: "running" | "abandoned" | "ended";
  readonly status_code: number;
  readonly status_message: string;
  readonly dropped_attributes: number;
  readonly dropped_events: number;
  readonly dropped_links: number;
  readonly event_bytes: readonly string[];
  readonly link_bytes: readonly string[];
}

const columns = `
  lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent, trace_state, flags,
  name, span_kind, start, duration, toString(state) AS stage, status_code, status_message,
  dropped_attributes, dropped_events, dropped_links,
  arrayMap(e -> base64Encode(e), events) AS event_bytes, arrayMap(l -> base64Encode(l), links) AS link_bytes,
  ${referringColumns}`;

/** Every span itself that begins in the range and answers to the filters; what only a log record tells comes with that. */
export async function* eachStoredSpan(given: Store, filters: Filters): AsyncGenerator<Stored<StoredSpan>> {
  const store = heavily(given);
  const { project } = filters;
  const attributes = await findOrigins(store, project, filters.attributes);
  const contents = new ContentCache(store, project);
  const speakersOf = readsSpeakers(store, project);
  const table = spanTable<StoredRow>(columns, "signal = 'span'");
  for await (const rows of pagesOf(store, table, { ...filters, ...(attributes && { attributes }) })) {
    const speakers = await speakersOf(rows.map((row) => row.origin_name));
    for await (const batch of batchesOf(rows, contents))
      yield { items: batch.map(({ row, contents: found }) => toStored(row, found)), speakers };
  }
}

function toStored(row: StoredRow, contents: ReadonlyMap<string, Buffer>): StoredSpan {
  const nextContent = contentsInOrder(row.ref_names, contents);
  const told = { keys: row.attribute_keys, texts: row.attribute_texts, types: row.attribute_types };
  const attributes = wholeAttributes(told, nextContent);
  const events = row.event_bytes.flatMap((bytes) =>
    isFoldedEvent(bytes) ? (nextContent() ?? []) : [Buffer.from(bytes, "base64")],
  );
  const start = BigInt(row.start);
  return {
    traceId: row.trace,
    spanId: row.span,
    parentSpanId: row.parent,
    traceState: row.trace_state,
    flags: row.flags,
    name: row.name,
    kind: row.span_kind,
    start,
    end: row.stage === "ended" ? BigInt.asUintN(64, start + BigInt(row.duration)) : 0n,
    statusCode: row.status_code,
    statusMessage: row.stage === "abandoned" ? "" : row.status_message,
    attributes,
    droppedAttributes: row.dropped_attributes + told.keys.length - attributes.keys.length,
    events,
    droppedEvents: row.dropped_events + row.event_bytes.length - events.length,
    links: row.link_bytes.map((bytes) => Buffer.from(bytes, "base64")),
    droppedLinks: row.dropped_links,
    origin: row.origin_name,
  };
}
