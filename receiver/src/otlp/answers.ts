import type { Signal } from "../model/signal.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** The two encodings of OTLP/HTTP. Answers come in the encoding of the request. */
export type Encoding = "protobuf" | "json";

export const mediaTypes = { protobuf: "application/x-protobuf", json: "application/json" } as const;

/** Keeps every answer far below the 4 MiB a client may refuse, whatever has to be escaped. */
const MAX_MESSAGE = 64 * 1024;

const rejectedNames = {
  traces: "rejectedSpans",
  logs: "rejectedLogRecords",
  metrics: "rejectedDataPoints",
} as const;

/** An Export…ServiceResponse: empty when all is well, else with a partial success or a warning. */
export function exportAnswer(
  signal: Signal,
  { rejected, message }: { readonly rejected: number; readonly message: string | null },
  encoding: Encoding,
): Uint8Array<ArrayBuffer> {
  const isFull = rejected === 0 && !message;
  const text = cut(message ?? "");
  if (encoding === "json") {
    const count = rejected === 0 ? {} : { [rejectedNames[signal]]: String(rejected) };
    return jsonBytes(isFull ? {} : { partialSuccess: { ...count, errorMessage: text } });
  }
  const writer = new ProtobufWriter();
  if (!isFull) {
    const start = writer.begin(1);
    if (rejected > 0) writer.uint(1, rejected);
    writer.string(2, text);
    writer.end(start);
  }
  return owned(writer);
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto, with the details OTLP asks for. */
export interface Status {
  /** A gRPC code. */
  readonly code: number;
  readonly message: string;
  /** Seconds after which the same request may do, when it may. */
  readonly retryAfterSeconds?: number;
}

export const INVALID_ARGUMENT = 3;

export function statusAnswer(status: Status, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const message = cut(status.message);
  if (encoding === "json") {
    const details = detailOf(status)?.json(message);
    return jsonBytes({ code: status.code, message, ...(details && { details: [details] }) });
  }
  const writer = new ProtobufWriter();
  writer.int(1, status.code);
  writer.string(2, message);
  const detail = detailOf(status);
  if (detail) {
    const start = writer.begin(3);
    writer.string(1, detail.type);
    const value = writer.begin(2);
    detail.write(writer, message);
    writer.end(value);
    writer.end(start);
  }
  return owned(writer);
}

interface Detail {
  readonly type: string;
  json(message: string): object;
  write(writer: ProtobufWriter, message: string): void;
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto */
function detailOf({ code, retryAfterSeconds }: Status): Detail | undefined {
  if (retryAfterSeconds !== undefined) return retryInfo(retryAfterSeconds);
  return code === INVALID_ARGUMENT ? badRequest : undefined;
}

function retryInfo(seconds: number): Detail {
  const type = "type.googleapis.com/google.rpc.RetryInfo";
  return {
    type,
    json: () => ({ "@type": type, retryDelay: `${seconds}s` }),
    write: (writer) => {
      const start = writer.begin(1);
      writer.uint(1, seconds);
      writer.end(start);
    },
  };
}

const badRequest: Detail = {
  type: "type.googleapis.com/google.rpc.BadRequest",
  json: (description) => ({ "@type": badRequest.type, fieldViolations: [{ description }] }),
  write: (writer, description) => {
    const start = writer.begin(1);
    writer.string(2, description);
    writer.end(start);
  },
};

function cut(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1).toWellFormed()}…`;
}

function jsonBytes(value: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function owned(writer: ProtobufWriter): Uint8Array<ArrayBuffer> {
  return new Uint8Array(writer.finish());
}
