/** A log record as the query API tells it. */
export interface LogRecord {
  readonly id: string;
  readonly traceId: string | null;
  readonly spanId: string | null;
  /** When it happened, as sent; else when it was observed; else when it came in. */
  readonly time: string;
  readonly sentTime: string | null;
  readonly observedTime: string | null;
  /** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
  readonly severity: number;
  readonly severityText: string | null;
  readonly eventName: string | null;
  readonly body: unknown;
  readonly service: string | null;
  readonly scope: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}
