import { ProtobufWriter } from "../otlp/protobuf-writer.ts";
import { BYTES, FIXED64, readUint64, Wire } from "../otlp/wire.ts";
import type { RowBuffer } from "../row-buffer.ts";
import { AttributeTable } from "./attribute-table.ts";
import { decode } from "./good-text.ts";
import { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import type { SpanRecord } from "./span-record.ts";
import type { Stretch } from "./stretch.ts";
import { nothing } from "./stretch.ts";
import { Tally } from "./tally.ts";

export interface Exception {
  readonly type: string | undefined;
  readonly message: string | undefined;
}

/** Reads the events of a span as far as they tell of exceptions. */
export class Exceptions {
  private readonly attributes: AttributeTable;

  constructor(limits: Limits) {
    this.attributes = new AttributeTable(new KnownKeys(["exception.type", "exception.message"]), limits);
  }

  /** The exception told last, if any. */
  last({ bytes, events }: SpanRecord): Exception | undefined {
    for (let index = events.length - 1; index >= 0; index -= 1) {
      const event = events[index] as Stretch;
      if (nameOf(bytes, event) === "exception") return this.read(bytes, event);
    }
    return undefined;
  }

  private read(bytes: Uint8Array, { from, to }: Stretch): Exception {
    this.attributes.begin(bytes);
    const wire = new Wire(bytes, from, to);
    while (wire.next()) {
      if (wire.field === 3 && wire.type === BYTES) {
        wire.stretch();
        this.attributes.add(wire.from, wire.to, new Tally());
      } else {
        wire.skip();
      }
    }
    return { type: this.attributes.text("exception.type"), message: this.attributes.text("exception.message") };
  }
}

/** The fields of an Event that tell when and what: 1 its time, 2 its name. */
function headOf(bytes: Uint8Array, { from, to }: Stretch): { time: Stretch; name: Stretch } {
  const wire = new Wire(bytes, from, to);
  let time = nothing;
  let name = nothing;
  while (wire.next()) {
    const begin = wire.position;
    wire.skip();
    if (wire.field === 1 && wire.type === FIXED64) time = { from: begin, to: wire.position };
    else if (wire.field === 2 && wire.type === BYTES) name = { from: wire.from, to: wire.to };
  }
  return { time, name };
}

function nameOf(bytes: Uint8Array, event: Stretch): string {
  const { name } = headOf(bytes, event);
  return name.to - name.from > 64 ? "" : decode(bytes, name.from, name.to);
}

/** An Event over the limit, as protobuf: its time and name, with a mark in place of its attributes. */
export function writeShortened(row: RowBuffer, bytes: Uint8Array, event: Stretch, tally: Tally): void {
  const { time, name } = headOf(bytes, event);
  const writer = new ProtobufWriter();
  if (time.to > time.from) writer.fixed64(1, readUint64(bytes, time.from));
  writer.bytes(2, bytes.subarray(name.from, Math.min(name.to, name.from + 1024)));
  writeAttribute(writer, 3, "spanwise.cut", `…[cut: ${event.to - event.from} bytes]`);
  const short = writer.finish();
  row.string(short, 0, short.length);
  tally.cuts += 1;
}

function writeAttribute(writer: ProtobufWriter, field: number, key: string, text: string): void {
  const attribute = writer.begin(field);
  writer.string(1, key);
  const value = writer.begin(2);
  writer.string(1, text);
  writer.end(value);
  writer.end(attribute);
}
