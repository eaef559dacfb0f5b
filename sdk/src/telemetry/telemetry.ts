import type { Logger, MeterProvider, Tracer, TracerProvider } from "@opentelemetry/api";
import type { Losses } from "../export/losses.ts";
import type { Meters } from "../metrics.ts";
import type { Signal } from "../settings/targets.ts";

/** What spans, log records and metrics are made with, and how they get away. */
export interface Telemetry {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meters: Meters;
  /** Another library is the process's tracer, and ours stands beside it. */
  readonly isApart: boolean;
  /** For other instrumentations. The metrics come later. */
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: Promise<MeterProvider | undefined>;
  readonly losses: Readonly<Partial<Record<Signal, Losses>>>;
  /** Whether something was recorded that was not flushed. */
  hasNews(): boolean;
  /** Ends what is open, as interrupted. */
  closeSpans(): void;
  /** Sends what was recorded while nothing else of the process runs. */
  leave(): void;
  /** An endpoint that fails is waited for as long as the patience lasts. Never rejects. */
  flush(timeoutMillis: number, patienceMillis?: number): Promise<void>;
  /** Flushes, and gives back what it took. Never rejects. */
  shutdown(timeoutMillis: number): Promise<void>;
}
