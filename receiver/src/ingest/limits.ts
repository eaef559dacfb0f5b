/** What one request may bring. Each is a setting; what is over it is refused or cut with a mark, and counted. */
export interface Limits {
  /** Bytes of a request, both as sent and inflated. */
  readonly bodyBytes: number;
  /** Bytes of all requests being worked on at once; past it the answer is 503. */
  readonly inFlightBytes: number;
  /** Bytes of acknowledged segments waiting for the engine; past it the answer is 503. */
  readonly queueBytes: number;
  readonly attributesPerRecord: number;
  readonly eventsPerSpan: number;
  readonly linksPerSpan: number;
  readonly exemplarsPerPoint: number;
  readonly bucketsPerPoint: number;
  readonly nesting: number;
  readonly keyBytes: number;
  readonly nameBytes: number;
  readonly valueBytes: number;
  /** How far ahead of our clock a start may lie before it counts as skewed, in milliseconds. */
  readonly skewMillis: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: Limits = {
  bodyBytes: 64 * MiB,
  inFlightBytes: 256 * MiB,
  queueBytes: 2048 * MiB,
  attributesPerRecord: 1024,
  eventsPerSpan: 1024,
  linksPerSpan: 1024,
  exemplarsPerPoint: 128,
  bucketsPerPoint: 2048,
  nesting: 64,
  keyBytes: 512,
  nameBytes: 1024,
  valueBytes: 2 * MiB,
  skewMillis: 600_000,
};
