import { Wire } from "../otlp/wire.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { AnyValue, EMPTY, STRING } from "./any-value.ts";
import { AttributeTable } from "./attribute-table.ts";
import { isContentEvent } from "./content-capture.ts";
import { Folding } from "./folding.ts";
import { decode, GoodText } from "./good-text.ts";
import { hashOf, hashOfAll } from "./hash.ts";
import { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import type { LogCalls } from "./log-calls.ts";
import { LogRecord } from "./log-record.ts";
import type { Origin } from "./origin.ts";
import type { RequestContext } from "./request-context.ts";
import type { Seen } from "./seen.ts";
import type { SpanStarts } from "./span-start.ts";
import { isSpanStart, spanStartKeys } from "./span-start.ts";
import type { Stretch } from "./stretch.ts";
import { nothing } from "./stretch.ts";
import type { Tally } from "./tally.ts";

const sessionKey = "session.id";
const nameKeys = ["event.name", "event_name"];
/** `clickhouse/migrations/0032_session_tellings_from_logs_in.sql` reads them. */
const tellsOfSession = (eventName: string) => eventName.startsWith("spanwise.session.");
/** What the tracing of Rust gives as the name of an event: `event src/session.rs:41`. */
const placeInSource = /\.\w{1,5}:\d{1,9}$/;
const nobody = Buffer.alloc(8);
/** In bytes: the names of events are shorter. */
const longestName = 80;
/** All names of events that a body may tell begin with one of these; few other bodies do. */
const firstOfNames: ReadonlySet<number> = new Set(Buffer.from("cg"));

/**
 * Writes log records as rows of `logs_in`, column for column; those that tell of a call become spans as well, and
 * those that tell of a span's start become that span.
 */
export class LogRows {
  private readonly limits: Limits;
  private readonly seen: Seen;
  private readonly starts: SpanStarts;
  private readonly calls: LogCalls;
  private readonly attributes: AttributeTable;
  private readonly folding: Folding;
  private readonly record = new LogRecord();
  private readonly body = new AnyValue();
  private readonly good = new GoodText();
  /** How often a record was met in the request: records alike to the letter are told apart by it. */
  private readonly met = new Map<string, number>();

  constructor(limits: Limits, seen: Seen, starts: SpanStarts, calls: LogCalls) {
    this.limits = limits;
    this.seen = seen;
    this.starts = starts;
    this.calls = calls;
    this.attributes = new AttributeTable(new KnownKeys([...spanStartKeys, ...nameKeys, sessionKey]), limits);
    this.folding = new Folding(seen);
  }

  begin(): void {
    this.met.clear();
  }

  write(wire: Wire, from: number, to: number, origin: Origin, context: RequestContext): void {
    const { record, attributes } = this;
    record.read(wire, from, to);
    attributes.begin(wire.bytes);
    for (const stretch of record.attributes) attributes.add(stretch.from, stretch.to, context.tally);
    const eventName = this.eventName(wire.bytes, context.tally);
    if (isSpanStart(eventName)) return this.starts.write(record, attributes, origin, context);
    const id = this.writeRow(record, eventName, origin, context);
    if (eventName !== "" && isContentEvent(eventName) && !record.spanId.equals(nobody))
      context.batch.hear(context.request.project, record.traceId);
    if (tellsOfSession(eventName)) this.hearSession(context);
    const name = eventName || this.shortBody();
    const reader = name === "" ? undefined : this.calls.readerOf(name, origin);
    if (reader !== undefined) this.calls.write(reader, name, id, record, origin, context);
  }

  /** A session is heard of by its mark: `clickhouse/migrations/0031_session_tellings.sql`. */
  private hearSession({ batch, request }: RequestContext): void {
    const id = this.attributes.text(sessionKey);
    if (id !== undefined) batch.hear(request.project, hashOf(Buffer.from(id)));
  }

  /** Answers the id of the record, which is a hash of what the row says: the same however the record was encoded. */
  private writeRow(record: LogRecord, eventName: string, origin: Origin, context: RequestContext): Buffer {
    const { tally } = context;
    const row = context.batch.logs;
    const cutsBefore = tally.cuts;
    this.folding.begin();
    row.text(context.request.project);
    const idAt = row.length;
    row.zeros(16);
    const idsAt = row.length;
    row.fixed(record.traceId, 0, 16);
    row.fixed(record.spanId, 0, 8);
    const timeAt = row.length;
    row.u64(record.time || record.observed || BigInt(context.received) * 1_000_000n);
    const restAt = row.length;
    row.u64(record.time);
    row.u64(record.observed);
    row.i32(record.severity);
    this.text(row, record.bytes, record.severityText, tally);
    row.text(eventName);
    this.writeBody(row, record, tally);
    row.u32(record.flags);
    row.fixed(origin.hash, 0, 16);
    row.text(origin.service);
    row.text(origin.scope);
    this.attributes.write(row, tellsOfSession(eventName) ? undefined : this.folding, tally);
    this.folding.writeRefs(row);
    row.u32(record.droppedAttributes + this.attributes.dropped);
    const id = hashOfAll([row.bytes.subarray(idsAt, timeAt), row.bytes.subarray(restAt, row.length)]);
    row.bytes.set(this.oneOfAlike(id), idAt);
    row.u32(tally.cuts - cutsBefore + this.attributes.dropped);
    row.count(context.received);
    row.u16(context.retention);
    this.folding.writeContents(row);
    origin.write(row, this.seen, tally);
    row.u8(0);
    return id;
  }

  private writeBody(row: RowBuffer, { bytes, body }: LogRecord, tally: Tally): void {
    this.body.type = EMPTY;
    if (body !== nothing) this.body.read(new Wire(bytes, body.from, body.to));
    const type = this.attributes.writeValue(row, this.body, this.folding, tally);
    row.varint(1);
    row.u8(type);
  }

  private eventName(bytes: Uint8Array, tally: Tally): string {
    const { from, to } = this.record.eventName;
    const good = this.good.take(bytes, from, to, this.limits.nameBytes, tally);
    const said = Buffer.from(good.bytes.subarray(good.from, good.to)).toString();
    if (said !== "" && !placeInSource.test(said)) return said;
    const named = this.attributes.text("event.name") ?? this.attributes.text("event_name") ?? said;
    return named.slice(0, this.limits.nameBytes).toWellFormed();
  }

  /** Some programs say as the body which event it is; `body` holds it once the row is written. */
  private shortBody(): string {
    const { type, from, to } = this.body;
    const { bytes } = this.record;
    const mayBeName = type === STRING && to - from <= longestName && firstOfNames.has(bytes[from] as number);
    return mayBeName ? decode(bytes, from, to) : "";
  }

  private oneOfAlike(id: Buffer): Buffer {
    const name = id.toString("latin1");
    const times = this.met.get(name) ?? 0;
    this.met.set(name, times + 1);
    return times === 0 ? id : hashOfAll([id, Buffer.from(String(times))]);
  }

  private text(row: RowBuffer, bytes: Uint8Array, { from, to }: Stretch, tally: Tally): void {
    const good = this.good.take(bytes, from, to, this.limits.nameBytes, tally);
    row.string(good.bytes, good.from, good.to);
  }
}
