import { BYTES, FIXED32, FIXED64, readUint64, VARINT, type Wire } from "../otlp/wire.ts";
import { Refused } from "./refused.ts";
import { keep, nothing, type Stretch } from "./stretch.ts";

/** One log record as its fields lie in the request. Used again for each record. */
export class LogRecord {
  readonly traceId = Buffer.alloc(16);
  readonly spanId = Buffer.alloc(8);
  bytes: Uint8Array = Buffer.alloc(0);
  time = 0n;
  observed = 0n;
  severity = 0;
  flags = 0;
  droppedAttributes = 0;
  severityText: Stretch = nothing;
  eventName: Stretch = nothing;
  body: Stretch = nothing;
  readonly attributes: Stretch[] = [];

  read(wire: Wire, from: number, to: number): void {
    this.clear(wire.bytes);
    wire.over(from, to);
    while (wire.next()) this.readField(wire);
  }

  private clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.traceId.fill(0);
    this.spanId.fill(0);
    this.time = 0n;
    this.observed = 0n;
    this.severity = 0;
    this.flags = 0;
    this.droppedAttributes = 0;
    this.severityText = nothing;
    this.eventName = nothing;
    this.body = nothing;
    this.attributes.length = 0;
  }

  private readField(wire: Wire): void {
    const expected = wireTypes.get(wire.field);
    if (expected === undefined) return wire.skip();
    if (wire.type !== expected) {
      throw new Refused("wrong_type", `field ${wire.field} of the log record has the wrong type`);
    }
    if (expected === BYTES) {
      wire.stretch();
      this.readStretch(wire);
    } else if (expected === FIXED64) {
      const time = readUint64(wire.bytes, wire.fixed64());
      if (wire.field === 1) this.time = time;
      else this.observed = time;
    } else if (expected === FIXED32) {
      this.flags = wire.fixed32();
    } else if (wire.field === 2) {
      this.severity = wire.int32();
    } else {
      this.droppedAttributes = wire.int32();
    }
  }

  private readStretch({ field, bytes, from, to }: Wire): void {
    if (field === 6) keep(this.attributes, { from, to });
    else if (field === 5) this.body = { from, to };
    else if (field === 3) this.severityText = { from, to };
    else if (field === 12) this.eventName = { from, to };
    else
      copyOptionalId(field === 9 ? "trace_id" : "span_id", field === 9 ? this.traceId : this.spanId, bytes, from, to);
  }
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto */
const wireTypes: ReadonlyMap<number, number> = new Map([
  [1, FIXED64],
  [2, VARINT],
  [3, BYTES],
  [5, BYTES],
  [6, BYTES],
  [7, VARINT],
  [8, FIXED32],
  [9, BYTES],
  [10, BYTES],
  [11, FIXED64],
  [12, BYTES],
]);

function copyOptionalId(name: string, id: Buffer, bytes: Uint8Array, from: number, to: number): void {
  if (from === to) return;
  if (to - from !== id.length) {
    throw new Refused(
      `bad_${name}`,
      `${name} must be ${id.length} bytes or absent (${id.length * 2} hex digits in JSON)`,
    );
  }
  id.set(bytes.subarray(from, to));
}
