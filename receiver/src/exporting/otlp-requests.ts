import { printJson } from "../otlp/print-json.ts";
import { ProtobufWriter } from "../otlp/protobuf-writer.ts";
import type { StoredLog } from "../store/queries/exporting/each-stored-log.ts";
import type { Stored, StoredSpan } from "../store/queries/exporting/each-stored-span.ts";
import type { Speaker } from "../store/queries/exporting/read-speakers.ts";
import { writeAnyValue, writeAttributes } from "./any-value.ts";

/** Lines of OTLP/JSON, each an ExportTraceServiceRequest. */
export async function* spanLines(stored: AsyncIterable<Stored<StoredSpan>>): AsyncGenerator<string> {
  for await (const { items, speakers } of stored) {
    if (items.length > 0) yield `${printJson("traces", request(items, speakers, writeSpan))}\n`;
  }
}

/**
 * Lines of OTLP/JSON, each an ExportLogsServiceRequest. Records alike to the letter are told apart by whoever takes them
 * in only within one request, so those of one time stay together.
 */
export async function* logLines(stored: AsyncIterable<Stored<StoredLog>>): AsyncGenerator<string> {
  let held: StoredLog[] = [];
  let known = new Map<string, Speaker>();
  const line = (items: readonly StoredLog[]) => `${printJson("logs", request(items, known, writeLog))}\n`;
  for await (const { items, speakers } of stored) {
    const all = [...held, ...items];
    for (const [origin, speaker] of speakers) known.set(origin, speaker);
    const apart = all.length > mostAlike ? all.length : all.findLastIndex((one) => !isOfOneTime(one, all.at(-1))) + 1;
    if (apart > 0) yield line(all.slice(0, apart));
    held = all.slice(apart);
    if (known.size > mostSpeakers) known = new Map(held.flatMap(({ origin }) => pair(origin, known.get(origin))));
  }
  if (held.length > 0) yield line(held);
}

const mostAlike = 5000;
const mostSpeakers = 4096;

const isOfOneTime = (one: StoredLog, other: StoredLog | undefined) =>
  one.time === other?.time && one.observed === other.observed && one.traceId === other.traceId;

const pair = (origin: string, speaker: Speaker | undefined) =>
  speaker === undefined ? [] : ([[origin, speaker]] as const);

type Write<Item> = (writer: ProtobufWriter, item: Item) => void;

/** The envelopes of both signals have the same field numbers. */
function request<Item extends { readonly origin: string }>(
  items: readonly Item[],
  speakers: ReadonlyMap<string, Speaker>,
  write: Write<Item>,
): Uint8Array {
  const writer = new ProtobufWriter(64 * 1024);
  for (const [origin, told] of Map.groupBy(items, (item) => item.origin)) {
    const speaker = speakers.get(origin) ?? nobody;
    message(writer, 1, () => {
      message(writer, 1, () => {
        writeAttributes(writer, 1, speaker.resource);
        count(writer, 2, speaker.droppedOfResource);
      });
      message(writer, 2, () => {
        message(writer, 1, () => writeScope(writer, speaker));
        for (const item of told) message(writer, 2, () => write(writer, item));
        text(writer, 3, speaker.scopeSchema);
      });
      text(writer, 3, speaker.resourceSchema);
    });
  }
  return writer.finish();
}

function writeScope(writer: ProtobufWriter, speaker: Speaker): void {
  text(writer, 1, speaker.scope);
  text(writer, 2, speaker.scopeVersion);
  writeAttributes(writer, 3, speaker.scopeAttributes);
  count(writer, 4, speaker.droppedOfScope);
}

function writeSpan(writer: ProtobufWriter, span: StoredSpan): void {
  id(writer, 1, span.traceId);
  id(writer, 2, span.spanId);
  text(writer, 3, span.traceState);
  id(writer, 4, span.parentSpanId);
  text(writer, 5, span.name);
  count(writer, 6, span.kind);
  time(writer, 7, span.start);
  time(writer, 8, span.end);
  writeAttributes(writer, 9, span.attributes);
  count(writer, 10, span.droppedAttributes);
  for (const event of span.events) writer.bytes(11, event);
  count(writer, 12, span.droppedEvents);
  for (const link of span.links) writer.bytes(13, link);
  count(writer, 14, span.droppedLinks);
  if (span.statusCode !== 0 || span.statusMessage !== "") {
    message(writer, 15, () => {
      text(writer, 2, span.statusMessage);
      count(writer, 3, span.statusCode);
    });
  }
  if (span.flags !== 0) writer.fixed32(16, span.flags);
}

function writeLog(writer: ProtobufWriter, log: StoredLog): void {
  time(writer, 1, log.time);
  count(writer, 2, log.severity);
  text(writer, 3, log.severityText);
  if (log.body.type !== "e") message(writer, 5, () => writeAnyValue(writer, log.body.text, log.body.type));
  writeAttributes(writer, 6, log.attributes);
  count(writer, 7, log.droppedAttributes);
  if (log.flags !== 0) writer.fixed32(8, log.flags);
  id(writer, 9, log.traceId);
  id(writer, 10, log.spanId);
  time(writer, 11, log.observed);
  text(writer, 12, log.eventName);
}

const none = { keys: [], texts: [], types: "" };
const nobody: Speaker = {
  resource: none,
  resourceSchema: "",
  droppedOfResource: 0,
  scope: "",
  scopeVersion: "",
  scopeAttributes: none,
  scopeSchema: "",
  droppedOfScope: 0,
};

function message(writer: ProtobufWriter, field: number, write: () => void): void {
  const start = writer.begin(field);
  write();
  writer.end(start);
}

function text(writer: ProtobufWriter, field: number, value: string): void {
  if (value !== "") writer.string(field, value);
}

function count(writer: ProtobufWriter, field: number, value: number): void {
  if (value !== 0) writer.int(field, value);
}

function time(writer: ProtobufWriter, field: number, value: bigint): void {
  if (value !== 0n) writer.fixed64(field, value);
}

function id(writer: ProtobufWriter, field: number, hex: string): void {
  if (!/^0*$/.test(hex)) writer.bytes(field, Buffer.from(hex, "hex"));
}
