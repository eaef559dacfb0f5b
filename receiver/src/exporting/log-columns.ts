import type { LogRecord } from "../model/log.ts";
import { type Column, json, text, time, whole } from "./column.ts";

export const logColumns: readonly Column<LogRecord>[] = [
  text("id", ({ id }) => id),
  text("traceId", ({ traceId }) => traceId),
  text("spanId", ({ spanId }) => spanId),
  time("time", (log) => log.time),
  time("sentTime", ({ sentTime }) => sentTime),
  time("observedTime", ({ observedTime }) => observedTime),
  whole("severity", ({ severity }) => severity),
  text("severityText", ({ severityText }) => severityText),
  text("eventName", ({ eventName }) => eventName),
  json("body", ({ body }) => body),
  text("service", ({ service }) => service),
  text("scope", ({ scope }) => scope),
  json("attributes", ({ attributes }) => attributes),
  json("resource", ({ resource }) => resource),
];
