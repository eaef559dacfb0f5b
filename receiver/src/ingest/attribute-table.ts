import type { Said } from "../dialects/dialect.ts";
import { isCount, jsonOf, listOf, longestJson, numberOf } from "../dialects/text-values.ts";
import { BYTES, readDouble, Wire } from "../otlp/wire.ts";
import { RowBuffer } from "../row-buffer.ts";
import {
  AnyValue,
  BINARY,
  BOOL,
  base64,
  DOUBLE,
  EMPTY,
  FOLDED_JSON,
  FOLDED_STRING,
  INT,
  intText,
  JSON_TEXT,
  JsonText,
  STRING,
} from "./any-value.ts";
import type { Folding } from "./folding.ts";
import { decode, GoodText } from "./good-text.ts";
import type { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import type { Stretch } from "./stretch.ts";
import { Tally } from "./tally.ts";

/** The attributes of one record, found in place, then written as a map and its types. Used again for each record. */
export class AttributeTable implements Said {
  scope = "";
  service = "";
  name = "";
  spanKind = 0;
  start = 0n;
  readonly present: string[] = [];
  size = 0;
  /** Attributes over the limit, left out. */
  dropped = 0;
  /** Attributes that were asked for a count and hold none. */
  uncounted = 0;
  private readonly known: KnownKeys;
  private readonly limits: Limits;
  private readonly keyFrom: Int32Array;
  private readonly keyTo: Int32Array;
  private readonly valueFrom: Int32Array;
  private readonly valueTo: Int32Array;
  private readonly members: Uint8Array;
  private readonly types: Uint8Array;
  private readonly written: Uint8Array;
  /** For each known key, the index of the last attribute of that name; -1 when there is none. */
  private readonly found: Int32Array;
  /** The attribute that was last read as JSON; -1 when none was. */
  private parsedIndex = -1;
  private parsed: unknown;
  private readonly value = new AnyValue();
  private readonly good = new GoodText();
  /** Cuts are told when the row is written, not when facts are read. */
  private readonly untold = new Tally();
  private readonly scratch = new RowBuffer(4096);
  private readonly structure: JsonText;
  private wire = new Wire(new Uint8Array());
  private inner = this.wire;

  constructor(known: KnownKeys, limits: Limits) {
    this.known = known;
    this.limits = limits;
    const most = limits.attributesPerRecord;
    this.keyFrom = new Int32Array(most);
    this.keyTo = new Int32Array(most);
    this.valueFrom = new Int32Array(most);
    this.valueTo = new Int32Array(most);
    this.members = new Uint8Array(most);
    this.types = new Uint8Array(most);
    this.written = new Uint8Array(most);
    this.found = new Int32Array(known.size).fill(-1);
    this.structure = new JsonText(this.scratch, limits.nesting);
  }

  /** Forgets the record before. `bytes` is the request that the next attributes lie in. */
  begin(bytes: Uint8Array): void {
    if (this.wire.bytes !== bytes) {
      this.wire = new Wire(bytes);
      this.inner = new Wire(bytes);
    }
    this.size = 0;
    this.dropped = 0;
    this.uncounted = 0;
    if (this.present.length > 0) this.found.fill(-1);
    this.present.length = 0;
    this.parsedIndex = -1;
    this.parsed = undefined;
  }

  /** Takes in the KeyValue that lies at `from`..`to`. */
  add(from: number, to: number, tally: Tally): void {
    if (this.size === this.limits.attributesPerRecord) {
      this.dropped += 1;
      tally.cuts += 1;
      return;
    }
    const index = this.size;
    this.readKeyValue(index, this.wire.over(from, to));
    const keyFrom = this.keyFrom[index] as number;
    const keyTo = this.keyTo[index] as number;
    if (keyFrom === keyTo) {
      tally.nameless += 1;
      return;
    }
    this.size += 1;
    const slot = this.known.find(this.wire.bytes, keyFrom, keyTo);
    if (slot === -1) return;
    if (this.found[slot] === -1) this.present.push(this.known.names[slot] as string);
    this.found[slot] = index;
  }

  /** Writes the columns `attributes` and, next to it, its types. */
  write(row: RowBuffer, folding: Folding | undefined, tally: Tally): void {
    row.varint(this.size);
    for (let index = 0; index < this.size; index += 1) {
      const key = this.good.take(
        this.wire.bytes,
        this.keyFrom[index] as number,
        this.keyTo[index] as number,
        this.limits.keyBytes,
        tally,
      );
      row.string(key.bytes, key.from, key.to);
      this.load(index);
      this.written[index] = this.writeValue(row, this.value, folding, tally);
    }
    row.string(this.written, 0, this.size);
  }

  /** Writes one value as a String and answers its type; a list is told from a text by it. */
  writeValue(row: RowBuffer, value: AnyValue, folding: Folding | undefined, tally: Tally): number {
    const { bytes } = this.wire;
    const { type, from, to } = value;
    if (type === STRING) {
      return this.writeText(row, this.good.take(bytes, from, to, this.limits.valueBytes, tally), type, folding);
    }
    if (type === JSON_TEXT) {
      this.structure.write(bytes, value, tally);
      const text = Buffer.from(this.scratch.written());
      return this.writeText(row, this.good.take(text, 0, text.length, this.limits.valueBytes, tally), type, folding);
    }
    row.text(plainText(bytes, value));
    return type;
  }

  has(key: string): boolean {
    return this.indexOf(key) !== -1;
  }

  text(key: string): string | undefined {
    const type = this.find(key);
    const { bytes } = this.wire;
    if (type === STRING) return decode(bytes, this.value.from, this.value.to) || undefined;
    if (type === INT || type === DOUBLE || type === BOOL) return plainText(bytes, this.value);
    return undefined;
  }

  number(key: string): number | undefined {
    if (this.find(key) === INT) return Number(intText(this.wire.bytes, this.value.from, this.value.to));
    const text = this.text(key);
    return text === undefined ? undefined : numberOf(text);
  }

  count(key: string): number | undefined {
    const number = this.number(key);
    if (isCount(number)) return number;
    if (this.find(key) !== EMPTY) this.uncounted += 1;
    return undefined;
  }

  list(key: string): readonly string[] | undefined {
    const type = this.find(key);
    if (type !== JSON_TEXT) {
      const text = this.text(key);
      return text === undefined ? undefined : listOf(text);
    }
    if (this.value.member !== listMember) return undefined;
    this.structure.write(this.wire.bytes, this.value, this.untold);
    return listOf(this.scratch.written().toString());
  }

  json(key: string): unknown {
    const index = this.indexOf(key);
    if (index === -1) return undefined;
    if (index !== this.parsedIndex) {
      this.parsed = this.parse(this.load(index));
      this.parsedIndex = index;
    }
    return this.parsed;
  }

  private parse(type: number): unknown {
    if (type === STRING && this.value.to - this.value.from <= longestJson) {
      return jsonOf(decode(this.wire.bytes, this.value.from, this.value.to));
    }
    if (type !== JSON_TEXT || this.value.to - this.value.from > longestJson) return undefined;
    this.structure.write(this.wire.bytes, this.value, this.untold);
    return jsonOf(this.scratch.written().toString());
  }

  /** Where the text of an attribute lies; undefined when it has none. */
  placeOf(key: string): Stretch | undefined {
    return this.find(key) === STRING ? { from: this.value.from, to: this.value.to } : undefined;
  }

  private writeText(row: RowBuffer, text: GoodText, type: number, folding: Folding | undefined): number {
    if (folding === undefined) {
      row.string(text.bytes, text.from, text.to);
      return type;
    }
    const folded = folding.write(row, text);
    if (!folded) return type;
    return type === STRING ? FOLDED_STRING : FOLDED_JSON;
  }

  private readKeyValue(index: number, wire: Wire): void {
    this.keyFrom[index] = 0;
    this.keyTo[index] = 0;
    this.value.type = EMPTY;
    while (wire.next()) {
      if (wire.type !== BYTES || wire.field > 2) {
        wire.skip();
        continue;
      }
      wire.stretch();
      if (wire.field === 1) {
        this.keyFrom[index] = wire.from;
        this.keyTo[index] = wire.to;
      } else {
        this.value.read(this.inner.over(wire.from, wire.to));
      }
    }
    this.types[index] = this.value.type;
    this.members[index] = this.value.member;
    this.valueFrom[index] = this.value.from;
    this.valueTo[index] = this.value.to;
  }

  private find(key: string): number {
    const index = this.indexOf(key);
    return index === -1 ? EMPTY : this.load(index);
  }

  private indexOf(key: string): number {
    const slot = this.known.slotOf(key);
    if (slot === -1) return this.search(key);
    return this.present.length === 0 ? -1 : (this.found[slot] as number);
  }

  /** Looks for a name that no reader asks for, only a project's own rules. */
  private search(key: string): number {
    const name = Buffer.from(key);
    for (let index = this.size - 1; index >= 0; index -= 1) {
      const from = this.keyFrom[index] as number;
      const to = this.keyTo[index] as number;
      if (to - from === name.length && name.equals(this.wire.bytes.subarray(from, to))) return index;
    }
    return -1;
  }

  private load(index: number): number {
    this.value.type = this.types[index] as number;
    this.value.member = this.members[index] as number;
    this.value.from = this.valueFrom[index] as number;
    this.value.to = this.valueTo[index] as number;
    return this.value.type;
  }
}

function plainText(bytes: Uint8Array, { type, from, to }: AnyValue): string {
  if (type === INT) return intText(bytes, from, to);
  if (type === BOOL) return bytes[from] === 0 ? "false" : "true";
  if (type === BINARY) return base64(bytes, from, to);
  if (type !== DOUBLE) return "";
  const number = readDouble(bytes, from);
  return Object.is(number, -0) ? "-0" : String(number);
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto */
const listMember = 5;
