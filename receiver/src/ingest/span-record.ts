import { BYTES, FIXED32, FIXED64, readUint64, VARINT, Wire } from "../otlp/wire.ts";
import { Refused } from "./refused.ts";
import { keep, nothing, type Stretch } from "./stretch.ts";

export const endedState = 2;
export const abandonedState = 1;
export const runningState = 0;
/** What told it: a span itself, or a log record that tells of a call. */
const ofSpan = 0;
export const ofLog = 1;

/** One span as its fields lie in the request. Used again for each span. */
export class SpanRecord {
  readonly traceId = Buffer.alloc(16);
  readonly spanId = Buffer.alloc(8);
  readonly parentSpanId = Buffer.alloc(8);
  bytes: Uint8Array = Buffer.alloc(0);
  name: Stretch = nothing;
  /** The name of a span that does not lie in the request, as no span told it. */
  givenName = "";
  traceState: Stretch = nothing;
  statusMessage: Stretch = nothing;
  spanKind = 0;
  statusCode = 0;
  flags = 0;
  start = 0n;
  end = 0n;
  state = endedState;
  signal = ofSpan;
  readonly attributes: Stretch[] = [];
  readonly events: Stretch[] = [];
  readonly links: Stretch[] = [];
  droppedAttributes = 0;
  droppedEvents = 0;
  droppedLinks = 0;

  clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.traceId.fill(0);
    this.spanId.fill(0);
    this.parentSpanId.fill(0);
    this.name = nothing;
    this.givenName = "";
    this.traceState = nothing;
    this.statusMessage = nothing;
    this.spanKind = 0;
    this.statusCode = 0;
    this.flags = 0;
    this.start = 0n;
    this.end = 0n;
    this.state = endedState;
    this.signal = ofSpan;
    this.attributes.length = 0;
    this.events.length = 0;
    this.links.length = 0;
    this.droppedAttributes = 0;
    this.droppedEvents = 0;
    this.droppedLinks = 0;
  }

  /** Finds the fields of the Span at `from`..`to`; throws `Refused` or `Malformed` when it is none. */
  read(wire: Wire, from: number, to: number): void {
    this.clear(wire.bytes);
    wire.over(from, to);
    while (wire.next()) this.readField(wire);
    checkId("trace_id", this.traceId);
    checkId("span_id", this.spanId);
    if (this.end === 0n) this.state = runningState;
  }

  private readField(wire: Wire): void {
    const expected = wireTypes[wire.field];
    if (expected === undefined) return wire.skip();
    if (wire.type !== expected) throw new Refused("wrong_type", `the span's ${names[wire.field]} has the wrong type`);
    if (expected === BYTES) {
      wire.stretch();
      this.readStretch(wire);
    } else if (expected === FIXED64) {
      const time = readUint64(wire.bytes, wire.fixed64());
      if (wire.field === 7) this.start = time;
      else this.end = time;
    } else if (expected === FIXED32) {
      this.flags = wire.fixed32();
    } else {
      this.readNumber(wire.field, wire.int32());
    }
  }

  private readStretch(wire: Wire): void {
    const { field, from, to } = wire;
    if (field === 9) keep(this.attributes, { from, to });
    else if (field === 11) keep(this.events, { from, to });
    else if (field === 13) keep(this.links, { from, to });
    else if (field === 1) copyId("trace_id", this.traceId, wire);
    else if (field === 2) copyId("span_id", this.spanId, wire);
    else if (field === 4) copyParentId(this.parentSpanId, wire);
    else if (field === 5) this.name = { from, to };
    else if (field === 3) this.traceState = { from, to };
    else this.readStatus(new Wire(wire.bytes, from, to));
  }

  private readNumber(field: number, value: number): void {
    if (field === 6) this.spanKind = value;
    else if (field === 10) this.droppedAttributes = value;
    else if (field === 12) this.droppedEvents = value;
    else this.droppedLinks = value;
  }

  private readStatus(wire: Wire): void {
    while (wire.next()) {
      if (wire.field === 2 && wire.type === BYTES) {
        wire.stretch();
        this.statusMessage = { from: wire.from, to: wire.to };
      } else if (wire.field === 3 && wire.type === VARINT) {
        this.statusCode = wire.int32();
      } else {
        wire.skip();
      }
    }
  }
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const fields: readonly [number, string, number][] = [
  [1, "trace_id", BYTES],
  [2, "span_id", BYTES],
  [3, "trace_state", BYTES],
  [4, "parent_span_id", BYTES],
  [5, "name", BYTES],
  [6, "kind", VARINT],
  [7, "start_time_unix_nano", FIXED64],
  [8, "end_time_unix_nano", FIXED64],
  [9, "attributes", BYTES],
  [10, "dropped_attributes_count", VARINT],
  [11, "events", BYTES],
  [12, "dropped_events_count", VARINT],
  [13, "links", BYTES],
  [14, "dropped_links_count", VARINT],
  [15, "status", BYTES],
  [16, "flags", FIXED32],
];
const wireTypes: readonly (number | undefined)[] = sparse(fields.map(([field, , type]) => [field, type] as const));
const names: readonly (string | undefined)[] = sparse(fields.map(([field, name]) => [field, name] as const));

function sparse<T>(entries: readonly (readonly [number, T])[]): (T | undefined)[] {
  const list: (T | undefined)[] = [];
  for (const [index, value] of entries) list[index] = value;
  return list;
}

function copyId(name: string, id: Buffer, { bytes, from, to }: Wire): void {
  if (to - from !== id.length) throw badId(name, id.length);
  for (let index = 0; index < id.length; index += 1) id[index] = bytes[from + index] as number;
}

function copyParentId(id: Buffer, wire: Wire): void {
  if (wire.from !== wire.to) copyId("parent_span_id", id, wire);
}

export function checkId(name: string, id: Buffer): void {
  for (let index = 0; index < id.length; index += 1) if (id[index] !== 0) return;
  throw badId(name, id.length);
}

function badId(name: string, size: number): Refused {
  return new Refused(`bad_${name}`, `${name} must be ${size} bytes, not all zero (${size * 2} hex digits in JSON)`);
}
