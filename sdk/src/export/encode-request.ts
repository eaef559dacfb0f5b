import type { InstrumentationScope } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import { writeAttributes, writeOptionalText, writeScope } from "./encode-values.ts";
import { lengthTag, ProtobufWriter } from "./protobuf-writer.ts";

/** What spans and log records have in common. */
export interface Recorded {
  readonly resource: Resource;
  readonly instrumentationScope: InstrumentationScope;
}

/** Writers that grew larger are not kept for the next request. */
const MOST_KEPT_BYTES = 2 * 1024 * 1024;
const MOST_KEPT = 4;
/** What the last item of a batch may be longer by, usually. */
const SLACK_BYTES = 64 * 1024;

/** An encoded request, in the parts it was written in: to put them together would cost as much as to encode them. */
export interface EncodedRequest {
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  /** Its memory may be used again: nobody reads it any more. To be called once, or never. */
  release(): void;
}

/** Gathers encoded items by resource and scope, and makes an ExportTraceServiceRequest or its like for logs of them. */
export class RequestBuilder<Item extends Recorded> {
  readonly #write: (writer: ProtobufWriter, item: Item) => void;
  readonly #expectedBytes: number;
  #groups = new Map<Resource, Map<InstrumentationScope, ProtobufWriter>>();
  /** Where the last item went, since the next most often goes there too. */
  #last: { readonly item: Recorded; readonly writer: ProtobufWriter } | undefined;
  readonly #spare: ProtobufWriter[] = [];
  bytes = 0;
  count = 0;

  constructor(write: (writer: ProtobufWriter, item: Item) => void, expectedBytes = 4096) {
    this.#write = write;
    this.#expectedBytes = expectedBytes + SLACK_BYTES;
  }

  /** Gives the bytes it took. Throws for an item that cannot be read, and then holds nothing of it. */
  add(item: Item): number {
    const writer = this.#writerFor(item);
    const before = writer.length;
    try {
      this.#write(writer, item);
    } catch (error) {
      writer.rewind(before);
      throw error;
    }
    const taken = writer.length - before;
    this.bytes += taken;
    this.count++;
    return taken;
  }

  /** The next request begins empty. Throws when a resource or a scope cannot be read. */
  finish(): EncodedRequest {
    const groups = this.#groups;
    this.#groups = new Map();
    this.#last = undefined;
    this.bytes = 0;
    this.count = 0;
    const parts: Uint8Array[] = [];
    for (const [resource, scopes] of groups) writeResourceItems(parts, resource, scopes);
    return { parts, bytes: sizeOf(parts), release: () => this.#keep(groups) };
  }

  #writerFor({ resource, instrumentationScope }: Item): ProtobufWriter {
    const last = this.#last;
    if (last && last.item.resource === resource && last.item.instrumentationScope === instrumentationScope) {
      return last.writer;
    }
    const scopes = this.#groups.get(resource) ?? new Map<InstrumentationScope, ProtobufWriter>();
    const writer = scopes.get(instrumentationScope) ?? this.#spare.pop() ?? this.#newWriter();
    this.#groups.set(resource, scopes.set(instrumentationScope, writer));
    this.#last = { item: { resource, instrumentationScope }, writer };
    return writer;
  }

  /** The first of a request most often takes all of it. What memory is not written to is not taken either. */
  #newWriter(): ProtobufWriter {
    return new ProtobufWriter(this.#groups.size === 0 ? this.#expectedBytes : 4096);
  }

  #keep(groups: ReadonlyMap<Resource, ReadonlyMap<InstrumentationScope, ProtobufWriter>>): void {
    for (const scopes of groups.values()) {
      for (const writer of scopes.values()) {
        if (this.#spare.length === MOST_KEPT) return;
        if (writer.capacity > MOST_KEPT_BYTES) continue;
        writer.rewind();
        this.#spare.push(writer);
      }
    }
  }
}

/** ResourceSpans and ResourceLogs have the same numbers, and so do the messages within. */
function writeResourceItems(
  parts: Uint8Array[],
  resource: Resource,
  scopes: ReadonlyMap<InstrumentationScope, ProtobufWriter>,
): void {
  const frame = new ProtobufWriter(1024);
  const within: Uint8Array[] = [writtenTo(frame, () => writeResource(frame, resource))];
  for (const [scope, items] of scopes) {
    const before = writtenTo(frame, () => writeScope(frame, 1, scope));
    const after = writtenTo(frame, () => writeOptionalText(frame, 3, scope.schemaUrl));
    const all = [before, items.written(), after];
    within.push(
      writtenTo(frame, () => writeLengthOf(frame, 2, all)),
      ...all,
    );
  }
  within.push(writtenTo(frame, () => writeOptionalText(frame, 3, resource.schemaUrl)));
  parts.push(
    writtenTo(frame, () => writeLengthOf(frame, 1, within)),
    ...within.filter((part) => part.length > 0),
  );
}

function writeResource(writer: ProtobufWriter, resource: Resource): void {
  writer.byte(lengthTag(1));
  const start = writer.begin();
  writeAttributes(writer, 1, resource.attributes);
  writer.end(start);
}

/** The tag and the length that stand before what is written elsewhere. */
function writeLengthOf(writer: ProtobufWriter, field: number, parts: readonly Uint8Array[]): void {
  writer.byte(lengthTag(field));
  writer.varint(sizeOf(parts));
}

const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);

/** What a function writes. It stays as it is when more is written after it. */
function writtenTo(writer: ProtobufWriter, write: () => void): Uint8Array {
  const start = writer.length;
  write();
  return writer.written().subarray(start);
}
