import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { writeAny, writeAttributes, writeCount, writeOptionalText } from "./encode-values.ts";
import { fixed64Tag, lengthTag, type ProtobufWriter } from "./protobuf-writer.ts";
import { weigh, weighAttributes } from "./weighing.ts";

const FLAGS_TAG = (8 << 3) | 5;

/** A LogRecord as ScopeLogs holds it, tag and length included. */
export function writeLog(writer: ProtobufWriter, log: ReadableLogRecord): void {
  writer.byte(lengthTag(2));
  const start = writer.begin(300);
  writer.byte(fixed64Tag(1));
  writer.time(log.hrTime);
  writeCount(writer, 2, log.severityNumber);
  writeOptionalText(writer, 3, log.severityText);
  if (log.body !== undefined) writeAny(writer, 5, log.body);
  writeAttributes(writer, 6, log.attributes);
  writeCount(writer, 7, log.droppedAttributesCount);
  if (log.spanContext) writeContext(writer, log.spanContext);
  writer.byte(fixed64Tag(11));
  writer.time(log.hrTimeObserved);
  writeOptionalText(writer, 12, log.eventName);
  writer.end(start, 300);
}

function writeContext(writer: ProtobufWriter, context: NonNullable<ReadableLogRecord["spanContext"]>): void {
  if (context.traceFlags) {
    writer.byte(FLAGS_TAG);
    writer.fixed32(context.traceFlags);
  }
  writer.byte(lengthTag(9));
  writer.hex(context.traceId);
  writer.byte(lengthTag(10));
  writer.hex(context.spanId);
}

/** Roughly how many bytes a log record takes. */
export function weighLog(log: ReadableLogRecord): number {
  return 100 + weigh(log.body) + weighAttributes(log.attributes);
}
