import { BYTES, VARINT, Wire } from "../otlp/wire.ts";
import { RowBuffer } from "../row-buffer.ts";
import { AttributeTable } from "./attribute-table.ts";
import { decode, GoodText } from "./good-text.ts";
import { hashOfAll } from "./hash.ts";
import { KnownKeys } from "./known-keys.ts";
import type { Limits } from "./limits.ts";
import type { Seen } from "./seen.ts";
import type { Stretch } from "./stretch.ts";
import { Tally } from "./tally.ts";

const resourceKeys = new KnownKeys([
  "service.name",
  "service.version",
  "deployment.environment.name",
  "deployment.environment",
  "session.id",
  "user.id",
]);
const scopeKeys = new KnownKeys([]);
const empty = new Uint8Array();

/**
 * Who speaks: the resource and the scope around the records being walked. Stored once, named by a hash of what is stored:
 * the same however they were encoded.
 */
export class Origin {
  hash: Buffer = Buffer.alloc(16);
  service = "";
  environment = "";
  release = "";
  sessionId = "";
  userId = "";
  scope = "";
  private readonly limits: Limits;
  private readonly resource: AttributeTable;
  private readonly scopeAttributes: AttributeTable;
  private readonly good = new GoodText();
  private wire = new Wire(empty);
  private readonly scratch = new RowBuffer(1024);
  /** Cuts are told when the origin is stored, not when it is named. */
  private readonly untold = new Tally();
  private resourceColumns: Uint8Array = empty;
  private resourceSchema: Uint8Array = empty;
  private scopeSchema: Uint8Array = empty;
  private scopeName: Uint8Array = empty;
  private scopeVersion: Uint8Array = empty;
  private droppedOfResource = 0;
  private droppedOfScope = 0;

  constructor(limits: Limits) {
    this.limits = limits;
    this.resource = new AttributeTable(resourceKeys, limits);
    this.scopeAttributes = new AttributeTable(scopeKeys, limits);
  }

  /** Reads the Resource, which may come in several pieces. */
  readResource(bytes: Uint8Array, pieces: readonly Stretch[], schema: Stretch | undefined, tally: Tally): void {
    this.wire = new Wire(bytes);
    this.resource.begin(bytes);
    this.resourceSchema = piece(bytes, schema);
    this.droppedOfResource = 0;
    for (const { from, to } of pieces) this.readResourcePiece(from, to, tally);
    const text = (key: string) => this.resource.text(key)?.toWellFormed() ?? "";
    this.service = text("service.name").slice(0, this.limits.nameBytes);
    this.release = text("service.version").slice(0, this.limits.nameBytes);
    this.environment = (text("deployment.environment.name") || text("deployment.environment")).slice(
      0,
      this.limits.nameBytes,
    );
    this.sessionId = text("session.id");
    this.userId = text("user.id");
    this.scratch.rewind();
    this.writeResource(this.scratch, this.untold);
    this.resourceColumns = Buffer.from(this.scratch.written());
  }

  /** Reads the InstrumentationScope within the resource read last, and names the two. */
  readScope(bytes: Uint8Array, pieces: readonly Stretch[], schema: Stretch | undefined, tally: Tally): void {
    this.scopeAttributes.begin(bytes);
    this.scopeName = empty;
    this.scopeVersion = empty;
    this.droppedOfScope = 0;
    this.scopeSchema = piece(bytes, schema);
    for (const { from, to } of pieces) this.readScopePiece(bytes, from, to, tally);
    this.scope = decode(this.scopeName, 0, Math.min(this.scopeName.length, this.limits.nameBytes)).toWellFormed();
    this.scratch.rewind();
    this.writeScope(this.scratch, this.untold);
    this.hash = hashOfAll([this.resourceColumns, this.scratch.written()]);
  }

  /** Writes the column `origins`: this one, when it was not stored lately. */
  write(row: RowBuffer, seen: Seen, tally: Tally): void {
    if (seen.has(this.hash)) return row.varint(0);
    row.varint(1);
    row.fixed(this.hash, 0, 16);
    this.writeResource(row, tally);
    this.writeScope(row, tally);
    seen.add(this.hash);
  }

  private writeResource(row: RowBuffer, tally: Tally): void {
    this.resource.write(row, undefined, tally);
    this.text(row, this.resourceSchema, tally);
    row.u32(this.droppedOfResource + this.resource.dropped);
  }

  private writeScope(row: RowBuffer, tally: Tally): void {
    this.text(row, this.scopeName, tally);
    this.text(row, this.scopeVersion, tally);
    this.scopeAttributes.write(row, undefined, tally);
    this.text(row, this.scopeSchema, tally);
    row.u32(this.droppedOfScope + this.scopeAttributes.dropped);
  }

  private readResourcePiece(from: number, to: number, tally: Tally): void {
    const wire = this.wire.over(from, to);
    while (wire.next()) {
      if (wire.field === 1 && wire.type === BYTES) {
        wire.stretch();
        this.resource.add(wire.from, wire.to, tally);
      } else if (wire.field === 2 && wire.type === VARINT) {
        this.droppedOfResource = wire.int32();
      } else {
        wire.skip();
      }
    }
  }

  private readScopePiece(bytes: Uint8Array, from: number, to: number, tally: Tally): void {
    const wire = this.wire.over(from, to);
    while (wire.next()) {
      if (wire.field === 4 && wire.type === VARINT) {
        this.droppedOfScope = wire.int32();
      } else if (wire.type === BYTES && wire.field <= 3) {
        wire.stretch();
        if (wire.field === 1) this.scopeName = bytes.subarray(wire.from, wire.to);
        else if (wire.field === 2) this.scopeVersion = bytes.subarray(wire.from, wire.to);
        else this.scopeAttributes.add(wire.from, wire.to, tally);
      } else {
        wire.skip();
      }
    }
  }

  private text(row: RowBuffer, bytes: Uint8Array, tally: Tally): void {
    const good = this.good.take(bytes, 0, bytes.length, this.limits.nameBytes, tally);
    row.string(good.bytes, good.from, good.to);
  }
}

function piece(bytes: Uint8Array, stretch: Stretch | undefined): Uint8Array {
  return stretch === undefined ? empty : bytes.subarray(stretch.from, stretch.to);
}
