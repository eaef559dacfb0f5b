import type { Signal } from "../model/signal.ts";

/** One export request as it lay in a file. */
export interface OtlpExport {
  readonly signal: Signal;
  readonly contentType: "application/json" | "application/x-protobuf";
  readonly body: Uint8Array<ArrayBuffer>;
  /** Spans, log records or metric points. */
  readonly records: number;
}

/** The content is no OTLP; the message says what it looks like. */
export class NotOtlp extends Error {}
