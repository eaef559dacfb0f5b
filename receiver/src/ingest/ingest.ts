import type { Signal } from "../model/signal.ts";

/** One decoded export request: OTLP protobuf, whatever encoding it came in, and who sent it. */
export interface ExportRequest {
  readonly signal: Signal;
  readonly project: string;
  /** The bytes of an Export{Trace,Logs,Metrics}ServiceRequest. The caller gives them away. */
  readonly body: Uint8Array;
  /** Who sent it, for the rejected items: the exporter's User-Agent and the door it came through. */
  readonly source: string;
  /** What the decoding already had to leave out or mend; told to the sender with the rest. */
  readonly warnings: readonly string[];
}

export interface Receipt {
  readonly rejected: number;
  /** English, for a human; null when there is nothing to say. Warnings come with `rejected: 0`. */
  readonly message: string | null;
}

export interface Ingest {
  /**
   * Resolves once everything that was accepted is on disk, so that the caller may acknowledge it. Safe to repeat.
   * Throws `BadRequest` when nothing can be decoded and `Overloaded` when there is no room; then nothing was kept.
   */
  take(request: ExportRequest): Promise<Receipt>;
}
