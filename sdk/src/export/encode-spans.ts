import type { Link, SpanContext, SpanStatus } from "@opentelemetry/api";
import type { ReadableSpan, TimedEvent } from "@opentelemetry/sdk-trace";
import { writeAttributes, writeCount, writeOptionalText } from "./encode-values.ts";
import { fixed64Tag, lengthTag, type ProtobufWriter } from "./protobuf-writer.ts";
import { weighAttributes } from "./weighing.ts";

const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** A Span as ScopeSpans holds it, tag and length included. */
export function writeSpan(writer: ProtobufWriter, span: ReadableSpan): void {
  const context = span.spanContext();
  writer.byte(lengthTag(2));
  const start = writer.begin(1000);
  writeIds(writer, context);
  if (span.parentSpanContext?.spanId) {
    writer.byte(lengthTag(4));
    writer.hex(span.parentSpanContext.spanId);
  }
  writeOptionalText(writer, 5, span.name);
  writeCount(writer, 6, span.kind === undefined ? 0 : span.kind + 1);
  writer.byte(fixed64Tag(7));
  writer.time(span.startTime);
  writer.byte(fixed64Tag(8));
  writer.time(span.endTime);
  writeAttributes(writer, 9, span.attributes);
  writeCount(writer, 10, span.droppedAttributesCount);
  for (const event of span.events) writeEvent(writer, event);
  writeCount(writer, 12, span.droppedEventsCount);
  for (const link of span.links) writeLink(writer, link);
  writeCount(writer, 14, span.droppedLinksCount);
  writeStatus(writer, span.status);
  writeFlags(writer, 16, context.traceFlags, span.parentSpanContext?.isRemote);
  writer.end(start, 1000);
}

/** Trace, span and trace state have the same numbers in a span and in a link. */
function writeIds(writer: ProtobufWriter, context: SpanContext): void {
  writer.byte(lengthTag(1));
  writer.hex(context.traceId);
  writer.byte(lengthTag(2));
  writer.hex(context.spanId);
  writeOptionalText(writer, 3, context.traceState?.serialize());
}

function writeEvent(writer: ProtobufWriter, event: TimedEvent): void {
  writer.byte(lengthTag(11));
  const start = writer.begin(200);
  writer.byte(fixed64Tag(1));
  writer.time(event.time);
  writeOptionalText(writer, 2, event.name);
  writeAttributes(writer, 3, event.attributes);
  writeCount(writer, 4, event.droppedAttributesCount);
  writer.end(start, 200);
}

function writeLink(writer: ProtobufWriter, link: Link): void {
  writer.byte(lengthTag(13));
  const start = writer.begin();
  writeIds(writer, link.context);
  writeAttributes(writer, 4, link.attributes);
  writeCount(writer, 5, link.droppedAttributesCount);
  writeFlags(writer, 6, link.context.traceFlags, link.context.isRemote);
  writer.end(start);
}

function writeStatus(writer: ProtobufWriter, status: SpanStatus): void {
  writer.byte(lengthTag(15));
  const start = writer.begin();
  writeOptionalText(writer, 2, status.message);
  writeCount(writer, 3, status.code);
  writer.end(start);
}

/** The tag of field 16 takes two bytes, unlike that of any other field. */
function writeFlags(writer: ProtobufWriter, field: 6 | 16, traceFlags: number, isRemote: boolean | undefined): void {
  writer.varint((field << 3) | 5);
  writer.fixed32((traceFlags & 0xff) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0));
}

/** Roughly how many bytes a span takes, for less than it costs to find out. */
export function weighSpan(span: ReadableSpan): number {
  let bytes = 150 + weighAttributes(span.attributes);
  for (const event of span.events) bytes += 50 + weighAttributes(event.attributes);
  return bytes + span.links.length * 60;
}
