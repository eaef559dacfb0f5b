import { AttributeTable } from "../src/ingest/attribute-table.ts";
import { KnownKeys } from "../src/ingest/known-keys.ts";
import { defaultLimits } from "../src/ingest/limits.ts";
import { SpanRecord } from "../src/ingest/span-record.ts";
import { Tally } from "../src/ingest/tally.ts";
import type { AttributesInput } from "../src/otlp/otlp-input.ts";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { Wire } from "../src/otlp/wire.ts";
import { RowBuffer } from "../src/row-buffer.ts";
import { type Attributes, readAttributes } from "../src/store/stored-values.ts";
import { span } from "./sent-spans.ts";

/** The attributes as ingest holds them while a span is read. */
export function attributeTableOf(attributes: AttributesInput, keys: Iterable<string>): AttributeTable {
  const bytes = tracesRequest({ items: [span({ attributes })] });
  const record = new SpanRecord();
  const { from, to } = [1, 2, 2].reduce((at, field) => inside(bytes, at, field), { from: 0, to: bytes.length });
  record.read(new Wire(bytes), from, to);
  const table = new AttributeTable(new KnownKeys(keys), defaultLimits);
  table.begin(bytes);
  for (const stretch of record.attributes) table.add(stretch.from, stretch.to, new Tally());
  return table;
}

function inside(bytes: Uint8Array, at: { from: number; to: number }, field: number) {
  const wire = new Wire(bytes, at.from, at.to);
  while (wire.next()) {
    if (wire.field === field) {
      wire.stretch();
      return { from: wire.from, to: wire.to };
    }
    wire.skip();
  }
  throw new Error(`no field ${field}`);
}

/** The attributes as the store gives them back. */
export function storedAttributesOf(table: AttributeTable): Attributes {
  const row = new RowBuffer();
  table.write(row, undefined, new Tally());
  const wire = new Wire(row.written());
  const text = () => {
    wire.stretch();
    return Buffer.from(wire.bytes.subarray(wire.from, wire.to)).toString();
  };
  const entries = Array.from({ length: wire.varint() }, () => [text(), text()] as const);
  const types = text();
  return readAttributes(
    { keys: entries.map(([key]) => key), texts: entries.map(([, told]) => told), types },
    () => null,
  );
}
