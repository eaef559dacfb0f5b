import { eventKeysAsked } from "../dialects/events/index.ts";
import { type Failure, failureOf } from "../dialects/failure.ts";
import { keysAsked, readFacts } from "../dialects/index.ts";
import { withRules } from "../dialects/mapping-rules.ts";
import { writeFacts, writeShort } from "../fact-columns.ts";
import type { Facts } from "../model/facts.ts";
import { Wire } from "../otlp/wire.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { AttributeTable } from "./attribute-table.ts";
import { Exceptions, writeShortened } from "./exceptions.ts";
import { Folding } from "./folding.ts";
import { decode, GoodText } from "./good-text.ts";
import { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import type { Origin } from "./origin.ts";
import { pendingSpanKeys } from "./pending-span.ts";
import type { RequestContext } from "./request-context.ts";
import type { Seen } from "./seen.ts";
import { abandonedState, endedState, ofLog, runningState, type SpanRecord } from "./span-record.ts";
import type { Stretch } from "./stretch.ts";
import type { Tally } from "./tally.ts";

/** In bytes: names that tell something are shorter. */
const longestName = 256;
const errorCode = 2;
const statusOk = 0;
const statusError = 1;
const statusRunning = 2;
export const uncounted = "a number of tokens was no whole number at or above 0 and was not counted";

/** Writes spans as rows of `spans_in`, column for column in the order of its migration. */
export class SpanRows {
  readonly attributes: AttributeTable;
  private readonly limits: Limits;
  private readonly seen: Seen;
  private readonly folding: Folding;
  private readonly exceptions: Exceptions;
  private readonly good = new GoodText();

  constructor(limits: Limits, seen: Seen) {
    this.limits = limits;
    this.seen = seen;
    this.attributes = new AttributeTable(new KnownKeys([...keysAsked, ...eventKeysAsked, ...pendingSpanKeys]), limits);
    this.folding = new Folding(seen);
    this.exceptions = new Exceptions(limits);
  }

  /** Writes the span in `record`, whose attributes are already in `attributes`. */
  write(record: SpanRecord, origin: Origin, context: RequestContext): void {
    this.introduce(record, origin);
    this.writeTold(record, readFacts(this.attributes), origin, context);
  }

  /** Tells the readers what lies outside of the attributes. */
  introduce(record: SpanRecord, origin: Origin, name = this.nameOf(record)): void {
    this.attributes.scope = origin.scope;
    this.attributes.service = origin.service;
    this.attributes.name = name;
    this.attributes.spanKind = record.spanKind;
    this.attributes.start = record.start;
  }

  /** Writes the span in `record` of which this was read; what the project says of its attributes goes before. */
  writeTold(record: SpanRecord, told: Facts, origin: Origin, context: RequestContext): void {
    const { tally, batch } = context;
    const row = batch.spans;
    const facts = withRules(told, this.attributes, context.rules);
    if (this.attributes.uncounted > 0) tally.warn(uncounted);
    this.folding.begin();
    row.text(context.request.project);
    this.writeIdentity(row, record, tally);
    const failure = failureOf(facts, record.statusCode === errorCode, () => this.exceptions.last(record));
    this.writeStatus(row, record, failure, tally);
    this.writeOrigin(row, origin, facts);
    writeFacts(row, facts, origin, this.limits.nameBytes);
    this.writeError(row, facts, record, failure, tally);
    const cutsBefore = tally.cuts;
    this.attributes.write(row, this.folding, tally);
    this.writeEvents(row, record, tally);
    this.writeLinks(row, record, tally);
    this.folding.writeRefs(row);
    row.u32(record.droppedAttributes + this.attributes.dropped);
    row.u32(record.droppedEvents + over(record.events, this.limits.eventsPerSpan));
    row.u32(record.droppedLinks + over(record.links, this.limits.linksPerSpan));
    row.u32(tally.cuts - cutsBefore + this.attributes.dropped);
    row.count(context.received);
    row.u16(context.retention);
    row.u64(versionOf(record));
    this.folding.writeContents(row);
    origin.write(row, this.seen, tally);
    row.u8(0);
    batch.touch(context.request.project, record.traceId);
  }

  /** Takes the record's attributes in, for facts to be read from and the row to be written with. */
  takeAttributes({ bytes, attributes }: SpanRecord, tally: Tally): void {
    this.attributes.begin(bytes);
    for (const { from, to } of attributes) this.attributes.add(from, to, tally);
  }

  private nameOf({ bytes, name: { from, to } }: SpanRecord): string {
    return decode(bytes, from, Math.min(to, from + longestName));
  }

  private writeIdentity(row: RowBuffer, record: SpanRecord, tally: Tally): void {
    row.fixed(record.traceId, 0, 16);
    row.fixed(record.spanId, 0, 8);
    this.writeParent(row, record, tally);
    if (record.givenName !== "") writeShort(row, record.givenName, this.limits.nameBytes);
    else this.text(row, record.bytes, record.name, this.limits.nameBytes, tally);
    row.u64(record.start);
    row.u64(record.state === endedState ? record.end - record.start : 0n);
    row.u8(record.state);
    row.u8(record.signal);
  }

  private writeParent(row: RowBuffer, { spanId, parentSpanId }: SpanRecord, tally: Tally): void {
    if (!parentSpanId.equals(spanId)) return row.fixed(parentSpanId, 0, 8);
    tally.warn("a span named itself its own parent and was stored as a root");
    row.zeros(8);
  }

  private writeStatus(row: RowBuffer, record: SpanRecord, failure: Failure | undefined, tally: Tally): void {
    row.u8(statusOf(record, failure !== undefined));
    row.i32(record.statusCode);
    this.text(row, record.bytes, record.statusMessage, this.limits.valueBytes, tally);
    row.i32(record.spanKind);
    row.u32(record.flags);
    this.text(row, record.bytes, record.traceState, this.limits.valueBytes, tally);
  }

  private writeOrigin(row: RowBuffer, origin: Origin, facts: Facts): void {
    row.fixed(origin.hash, 0, 16);
    row.text(origin.service);
    row.text(origin.scope);
    writeShort(row, facts.environment ?? origin.environment, this.limits.nameBytes);
    writeShort(row, facts.release ?? origin.release, this.limits.nameBytes);
  }

  private writeError(
    row: RowBuffer,
    facts: Facts,
    record: SpanRecord,
    failure: Failure | undefined,
    tally: Tally,
  ): void {
    writeShort(row, failure?.type ?? facts.errorType, this.limits.nameBytes);
    if (failure !== undefined && record.statusMessage.to > record.statusMessage.from) {
      this.text(row, record.bytes, record.statusMessage, this.limits.nameBytes, tally);
    } else {
      writeShort(row, failure?.message, this.limits.nameBytes);
    }
  }

  private writeEvents(row: RowBuffer, { bytes, events }: SpanRecord, tally: Tally): void {
    const kept = Math.min(events.length, this.limits.eventsPerSpan);
    tally.cuts += events.length - kept;
    row.varint(kept);
    for (let index = 0; index < kept; index += 1) {
      const { from, to } = events[index] as Stretch;
      checkFrame(bytes, from, to);
      if (to - from > this.limits.valueBytes) writeShortened(row, bytes, { from, to }, tally);
      else this.folding.writeWhole(row, bytes, from, to);
    }
  }

  private writeLinks(row: RowBuffer, { bytes, links }: SpanRecord, tally: Tally): void {
    const kept = links.slice(0, this.limits.linksPerSpan).filter(({ from, to }) => to - from <= this.limits.valueBytes);
    tally.cuts += links.length - kept.length;
    row.varint(kept.length);
    for (const { from, to } of kept) {
      checkFrame(bytes, from, to);
      row.string(bytes, from, to);
    }
  }

  private text(row: RowBuffer, bytes: Uint8Array, { from, to }: Stretch, limit: number, tally: Tally): void {
    const good = this.good.take(bytes, from, to, limit, tally);
    row.string(good.bytes, good.from, good.to);
  }
}

function statusOf({ state }: SpanRecord, failed: boolean): number {
  if (state === runningState) return statusRunning;
  return failed || state === abandonedState ? statusError : statusOk;
}

/** Of two tellings of one span the later state wins, then the later end; what only a log record tells never wins. */
function versionOf({ state, start, end, signal }: SpanRecord): bigint {
  if (signal === ofLog) return end >> 4n;
  if (state === endedState) return (1n << 63n) | (end >> 1n);
  return (BigInt(state) << 62n) | (start >> 2n);
}

function over(list: readonly unknown[], limit: number): number {
  return Math.max(0, list.length - limit);
}

/** Throws `Malformed` when the fields of a message do not fit into it. */
function checkFrame(bytes: Uint8Array, from: number, to: number): void {
  const wire = new Wire(bytes, from, to);
  while (wire.next()) wire.skip();
}
