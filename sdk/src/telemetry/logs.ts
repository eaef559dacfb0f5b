import {
  type AnyValue,
  type Attributes,
  type Context,
  type HrTime,
  isSpanContextValid,
  type Logger,
  type LoggerOptions,
  type LoggerProvider,
  type LogRecord,
  trace,
} from "@opentelemetry/api";
import { timeInputToHrTime } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { context } from "../active-context.ts";

interface LogsOptions {
  readonly resource: Resource;
  readonly emit: LogRecordProcessor["onEmit"];
  readonly keeps: (record: LogRecord, within: Context) => boolean;
}

/** OpenTelemetry's logs as far as they are needed here, without loading the SDK for them. */
export function createLoggerProvider({ resource, emit, keeps }: LogsOptions): LoggerProvider {
  const loggers = new Map<string, Logger>();
  return {
    getLogger(name: string, version?: string, options?: LoggerOptions): Logger {
      const key = JSON.stringify([name, version, options?.schemaUrl]);
      const known = loggers.get(key);
      if (known) return known;
      const instrumentationScope = { name, version, schemaUrl: options?.schemaUrl };
      const logger: Logger = {
        enabled: () => true,
        emit(record) {
          const within = record.context ?? context.active();
          if (!keeps(record, within)) return;
          const readable: ReadableLogRecord = { ...readableOf(record, within), resource, instrumentationScope };
          emit(readable as Parameters<typeof emit>[0], within);
        },
      };
      loggers.set(key, logger);
      return logger;
    },
  };
}

function readableOf(record: LogRecord, within: Context) {
  const now = Date.now();
  const spanContext = trace.getSpanContext(within);
  return {
    hrTime: timeOf(record.timestamp, now),
    hrTimeObserved: timeOf(record.observedTimestamp, now),
    ...(spanContext && isSpanContextValid(spanContext) && { spanContext }),
    ...(record.severityNumber !== undefined && { severityNumber: record.severityNumber }),
    ...(record.severityText !== undefined && { severityText: record.severityText }),
    ...(record.body !== undefined && { body: record.body as AnyValue }),
    ...(record.eventName !== undefined && { eventName: record.eventName }),
    attributes: said(record.attributes),
    droppedAttributesCount: 0,
  };
}

const timeOf = (time: LogRecord["timestamp"], now: number): HrTime => timeInputToHrTime(time ?? now);

function said(attributes: LogRecord["attributes"]): Attributes {
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([, value]) => value !== undefined)) as Attributes;
}
